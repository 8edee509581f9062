from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class Watan24Spider(NewsSpider):
    name = "watan24"
    domain = "watan24.com"
    family = WordPress()
