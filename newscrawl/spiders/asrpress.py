from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class AsrpressSpider(NewsSpider):
    name = "asrpress"
    domain = "asrpress.ir"
    family = IranSamaneh(scheme="http")
