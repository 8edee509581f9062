from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class IbenaSpider(NewsSpider):
    name = "ibena"
    domain = "ibena.ir"
    family = IranSamaneh.with_more(kicker=(".news-rutitr",), lead=(".news-subtitle",))
