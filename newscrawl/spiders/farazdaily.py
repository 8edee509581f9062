from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class FarazdailySpider(NewsSpider):
    name = "farazdaily"
    domain = "farazdaily.com"
    family = IranSamaneh()
