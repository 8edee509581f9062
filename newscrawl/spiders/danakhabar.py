from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class DanakhabarSpider(NewsSpider):
    name = "danakhabar"
    domain = "danakhabar.com"
    family = IranSamaneh()
