from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class KhabaredaghSpider(NewsSpider):
    name = "khabaredagh"
    domain = "khabaredagh.ir"
    family = IranSamaneh()
