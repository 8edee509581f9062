from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class VananewsSpider(NewsSpider):
    name = "vananews"
    domain = "vananews.com"
    family = IranSamaneh()
