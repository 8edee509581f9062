from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class SabakhabarSpider(NewsSpider):
    name = "sabakhabar"
    domain = "sabakhabar.ir"
    family = IranSamaneh()
