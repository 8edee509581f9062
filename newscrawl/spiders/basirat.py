from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class BasiratSpider(NewsSpider):
    name = "basirat"
    domain = "basirat.ir"
    family = IranSamaneh()
