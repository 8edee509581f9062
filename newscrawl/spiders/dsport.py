from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class DsportSpider(NewsSpider):
    name = "dsport"
    domain = "dsport.ir"
    family = IranSamaneh()
