from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class IannSpider(NewsSpider):
    name = "iann"
    domain = "iann.ir"
    family = WordPress()
