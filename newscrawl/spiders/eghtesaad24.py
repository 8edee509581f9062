from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class Eghtesaad24Spider(NewsSpider):
    name = "eghtesaad24"
    domain = "eghtesaad24.ir"
    family = IranSamaneh()
