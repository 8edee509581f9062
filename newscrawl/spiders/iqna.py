from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class IqnaSpider(NewsSpider):
    name = "iqna"
    domain = "iqna.ir"
    title = "ایکنا"
    family = IranSamaneh()
