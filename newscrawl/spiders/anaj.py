from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AnajSpider(NewsSpider):
    name = "anaj"
    domain = "anaj.ir"
    family = WordPress()
