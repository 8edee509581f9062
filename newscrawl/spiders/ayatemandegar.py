from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class AyatemandegarSpider(NewsSpider):
    name = "ayatemandegar"
    domain = "ayatemandegar.ir"
    family = IranSamaneh()
