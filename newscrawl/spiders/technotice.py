from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class TechnoticeSpider(NewsSpider):
    name = "technotice"
    domain = "technotice.ir"
    family = WordPress(sections=(".td-category li a",))
