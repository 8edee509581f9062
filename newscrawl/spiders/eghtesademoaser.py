from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class EghtesademoaserSpider(NewsSpider):
    name = "eghtesademoaser"
    domain = "eghtesademoaser.ir"
    title = "اقتصاد معاصر"
    family = IranSamaneh()
