from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class LijaarSpider(NewsSpider):
    name = "lijaar"
    domain = "lijaar.ir"
    family = WordPress()
