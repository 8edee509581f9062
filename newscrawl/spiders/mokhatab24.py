from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class Mokhatab24Spider(NewsSpider):
    name = "mokhatab24"
    domain = "mokhatab24.ir"
    family = IranSamaneh(scheme="http")
