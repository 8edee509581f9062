from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class A598Spider(NewsSpider):
    name = "a598"
    domain = "598.ir"
    family = IranSamaneh()
