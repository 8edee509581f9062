from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class MahyanewsSpider(NewsSpider):
    name = "mahyanews"
    domain = "mahyanews.ir"
    family = IranSamaneh()
