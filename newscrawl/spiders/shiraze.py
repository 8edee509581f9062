from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class ShirazeSpider(NewsSpider):
    name = "shiraze"
    domain = "shiraze.ir"
    family = IranSamaneh()
