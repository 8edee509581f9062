from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class KhodroplussSpider(NewsSpider):
    name = "khodropluss"
    domain = "khodropluss.ir"
    family = WordPress()
    checked = "declared from second-hand selectors; no address of an article known"
