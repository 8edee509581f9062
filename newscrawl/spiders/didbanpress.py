from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class DidbanpressSpider(NewsSpider):
    name = "didbanpress"
    domain = "didbanpress.ir"
    family = WordPress()
