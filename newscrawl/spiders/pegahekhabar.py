from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class PegahekhabarSpider(NewsSpider):
    name = "pegahekhabar"
    domain = "pegahekhabar.ir"
    family = WordPress()
