from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class ArakhabarSpider(NewsSpider):
    name = "arakhabar"
    domain = "arakhabar.ir"
    family = IranSamaneh.with_more(kicker=(".rutitr_photo",))
