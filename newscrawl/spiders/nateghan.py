from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class NateghanSpider(NewsSpider):
    name = "nateghan"
    domain = "nateghan.ir"
    family = IranSamaneh(scheme="http")
