from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class ZisaanSpider(NewsSpider):
    name = "zisaan"
    domain = "zisaan.ir"
    family = IranSamaneh()
    checked = "declared from second-hand selectors; no address of an article known"
