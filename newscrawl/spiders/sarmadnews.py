from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class SarmadnewsSpider(NewsSpider):
    name = "sarmadnews"
    domain = "sarmadnews.com"
    family = IranSamaneh()
