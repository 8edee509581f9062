from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class BarghnewsSpider(NewsSpider):
    name = "barghnews"
    domain = "barghnews.com"
    title = "برق نیوز"
    family = IranSamaneh()
