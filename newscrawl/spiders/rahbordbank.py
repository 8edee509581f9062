from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class RahbordbankSpider(NewsSpider):
    name = "rahbordbank"
    domain = "rahbordbank.ir"
    family = WordPress()
