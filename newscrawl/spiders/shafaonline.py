from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class ShafaonlineSpider(NewsSpider):
    name = "shafaonline"
    domain = "shafaonline.ir"
    title = "شفا آنلاین"
    family = IranSamaneh()
