from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class FarhangesadidSpider(NewsSpider):
    name = "farhangesadid"
    domain = "farhangesadid.com"
    title = "فرهنگ سدید"
    family = IranSamaneh()
