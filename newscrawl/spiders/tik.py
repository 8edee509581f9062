from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class TikSpider(NewsSpider):
    name = "tik"
    domain = "tik.ir"
    family = IranSamaneh(scheme="http")
