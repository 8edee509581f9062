from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class ShooshanSpider(NewsSpider):
    name = "shooshan"
    domain = "shooshan.ir"
    title = "شوشان"
    family = IranSamaneh(scheme="http")
