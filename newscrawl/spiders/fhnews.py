from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class FhnewsSpider(NewsSpider):
    name = "fhnews"
    domain = "fhnews.ir"
    family = IranSamaneh(scheme="http")
