from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class DiibacheSpider(NewsSpider):
    name = "diibache"
    domain = "diibache.ir"
    family = IranSamaneh()
