from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class GitionlineSpider(NewsSpider):
    name = "gitionline"
    domain = "gitionline.ir"
    family = IranSamaneh()
