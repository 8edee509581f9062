from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AvayetabarestanSpider(NewsSpider):
    name = "avayetabarestan"
    domain = "avayetabarestan.ir"
    family = WordPress()
