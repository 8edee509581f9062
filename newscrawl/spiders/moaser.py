from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class MoaserSpider(NewsSpider):
    name = "moaser"
    domain = "moaser.ir"
    family = IranSamaneh(scheme="http")
