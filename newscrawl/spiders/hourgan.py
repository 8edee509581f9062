from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class HourganSpider(NewsSpider):
    name = "hourgan"
    domain = "hourgan.ir"
    family = IranSamaneh()
