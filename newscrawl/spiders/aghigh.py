from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class AghighSpider(NewsSpider):
    name = "aghigh"
    domain = "aghigh.ir"
    title = "عقیق"
    family = IranSamaneh()
