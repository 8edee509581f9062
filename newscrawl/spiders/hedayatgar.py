from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class HedayatgarSpider(NewsSpider):
    name = "hedayatgar"
    domain = "hedayatgar.ir"
    family = IranSamaneh(scheme="http")
