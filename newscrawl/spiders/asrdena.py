from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class AsrdenaSpider(NewsSpider):
    name = "asrdena"
    domain = "asrdena.ir"
    family = IranSamaneh.with_more(kicker=(".news_rutitr",))
