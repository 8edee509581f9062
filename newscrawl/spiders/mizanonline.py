from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class MizanonlineSpider(NewsSpider):
    name = "mizanonline"
    domain = "mizanonline.ir"
    title = "خبرگزاری میزان"
    family = IranSamaneh()
