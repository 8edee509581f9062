from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class KhabarkhodroSpider(NewsSpider):
    name = "khabarkhodro"
    domain = "khabarkhodro.com"
    family = IranSamaneh(scheme="http")
