from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class ShohadayeiranSpider(NewsSpider):
    name = "shohadayeiran"
    domain = "shohadayeiran.com"
    title = "شهدای ایران"
    family = IranSamaneh()
