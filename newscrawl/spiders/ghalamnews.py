from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class GhalamnewsSpider(NewsSpider):
    name = "ghalamnews"
    domain = "ghalamnews.ir"
    family = IranSamaneh()
