from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SobhepardisSpider(NewsSpider):
    name = "sobhepardis"
    domain = "sobhepardis.ir"
    family = WordPress()
