from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class TejaratemrouzSpider(NewsSpider):
    name = "tejaratemrouz"
    domain = "tejaratemrouz.ir"
    family = IranSamaneh()
