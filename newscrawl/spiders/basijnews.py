from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class BasijnewsSpider(NewsSpider):
    name = "basijnews"
    domain = "basijnews.ir"
    family = IranSamaneh()
