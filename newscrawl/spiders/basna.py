from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class BasnaSpider(NewsSpider):
    name = "basna"
    domain = "basna.ir"
    family = IranSamaneh()
