from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class MednewsSpider(NewsSpider):
    name = "mednews"
    domain = "mednews.ir"
    family = IranSamaneh()
