from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class QalampressSpider(NewsSpider):
    name = "qalampress"
    domain = "qalampress.ir"
    family = WordPress()
