from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class Bamdad24Spider(NewsSpider):
    name = "bamdad24"
    domain = "bamdad24.ir"
    family = IranSamaneh(scheme="http")
