from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class AnaSpider(NewsSpider):
    name = "ana"
    domain = "ana.press"
    title = "آنا"
    family = IranSamaneh()
