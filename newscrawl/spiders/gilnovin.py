from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class GilnovinSpider(NewsSpider):
    name = "gilnovin"
    domain = "gilnovin.ir"
    family = WordPress()
