from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class VakawiSpider(NewsSpider):
    name = "vakawi"
    domain = "vakawi.ir"
    family = WordPress()
