from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class ManaSpider(NewsSpider):
    name = "mana"
    domain = "mana.ir"
    title = "مانا"
    family = IranSamaneh()
