from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class Rouydad24Spider(NewsSpider):
    name = "rouydad24"
    domain = "rouydad24.ir"
    family = IranSamaneh()
