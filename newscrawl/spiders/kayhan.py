from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class KayhanSpider(NewsSpider):
    name = "kayhan"
    domain = "kayhan.ir"
    title = "کیهان"
    family = IranSamaneh()
