from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class PoyeshgarangilSpider(NewsSpider):
    name = "poyeshgarangil"
    domain = "poyeshgarangil.ir"
    family = WordPress()
