from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class Titre20Spider(NewsSpider):
    name = "titre20"
    domain = "titre20.ir"
    family = IranSamaneh.with_more(kicker=(".rutitr-news",))
