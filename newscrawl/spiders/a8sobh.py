from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class A8sobhSpider(NewsSpider):
    name = "a8sobh"
    domain = "8sobh.ir"
    family = IranSamaneh()
