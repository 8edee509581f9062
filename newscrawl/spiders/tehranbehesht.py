from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class TehranbeheshtSpider(NewsSpider):
    name = "tehranbehesht"
    domain = "tehranbehesht.news"
    family = IranSamaneh()
