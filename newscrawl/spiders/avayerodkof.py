from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class AvayerodkofSpider(NewsSpider):
    name = "avayerodkof"
    domain = "avayerodkof.ir"
    family = IranSamaneh()
