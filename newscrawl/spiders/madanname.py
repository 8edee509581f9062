from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class MadannameSpider(NewsSpider):
    name = "madanname"
    domain = "madanname.ir"
    family = WordPress(tags=(".news-tag-single",))
