from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class BatenSpider(NewsSpider):
    name = "baten"
    domain = "baten.ir"
    family = WordPress()
