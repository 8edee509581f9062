from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class GhalamrokhabarSpider(NewsSpider):
    name = "ghalamrokhabar"
    domain = "ghalamrokhabar.ir"
    family = WordPress()
