from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class ShaerSpider(NewsSpider):
    name = "shaer"
    domain = "shaer.ir"
    family = WordPress()
