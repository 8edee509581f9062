from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class A118safarSpider(NewsSpider):
    name = "a118safar"
    domain = "118safar.com"
    family = IranSamaneh()
