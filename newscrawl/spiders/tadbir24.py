from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class Tadbir24Spider(NewsSpider):
    name = "tadbir24"
    domain = "tadbir24.ir"
    family = IranSamaneh()
