from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class ShirintanzSpider(NewsSpider):
    name = "shirintanz"
    domain = "shirintanz.ir"
    family = WordPress()
