from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class BankdariiraniSpider(NewsSpider):
    name = "bankdariirani"
    domain = "bankdariirani.ir"
    family = IranSamaneh()
