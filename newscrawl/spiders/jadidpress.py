from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class JadidpressSpider(NewsSpider):
    name = "jadidpress"
    domain = "jadidpress.ir"
    family = IranSamaneh()
