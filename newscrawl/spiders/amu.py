from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AmuSpider(NewsSpider):
    name = "amu"
    domain = "amu.tv"
    family = WordPress(sections=(".category-style",))
