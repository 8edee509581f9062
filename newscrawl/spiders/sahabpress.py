from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SahabpressSpider(NewsSpider):
    name = "sahabpress"
    domain = "sahabpress.ir"
    family = WordPress()
    checked = "declared from second-hand selectors; no address of an article known"
