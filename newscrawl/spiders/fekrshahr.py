from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class FekrshahrSpider(NewsSpider):
    name = "fekrshahr"
    domain = "fekrshahr.ir"
    family = IranSamaneh()
