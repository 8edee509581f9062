from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class EcoviewSpider(NewsSpider):
    name = "ecoview"
    domain = "ecoview.ir"
    family = IranSamaneh(scheme="http")
