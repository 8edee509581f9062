from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class KanoonhendSpider(NewsSpider):
    name = "kanoonhend"
    domain = "kanoonhend.ir"
    family = IranSamaneh()
