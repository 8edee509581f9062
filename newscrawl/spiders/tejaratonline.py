from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class TejaratonlineSpider(NewsSpider):
    name = "tejaratonline"
    domain = "tejaratonline.ir"
    family = IranSamaneh()
