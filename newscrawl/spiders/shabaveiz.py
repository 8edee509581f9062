from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class ShabaveizSpider(NewsSpider):
    name = "shabaveiz"
    domain = "shabaveiz.ir"
    family = WordPress()
