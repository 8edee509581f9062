from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class FergheSpider(NewsSpider):
    name = "ferghe"
    domain = "ferghe.ir"
    family = IranSamaneh()
