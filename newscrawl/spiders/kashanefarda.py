from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class KashanefardaSpider(NewsSpider):
    name = "kashanefarda"
    domain = "kashanefarda.ir"
    family = WordPress()
