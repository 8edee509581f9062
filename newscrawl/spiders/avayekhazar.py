from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class AvayekhazarSpider(NewsSpider):
    name = "avayekhazar"
    domain = "avayekhazar.ir"
    family = IranSamaneh.with_more(lead=(".photo_subtitle",))
