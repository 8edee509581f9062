from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AvangpressSpider(NewsSpider):
    name = "avangpress"
    domain = "avangpress.ir"
    family = WordPress()
