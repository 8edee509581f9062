from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class KhodrokaarSpider(NewsSpider):
    name = "khodrokaar"
    domain = "khodrokaar.ir"
    family = IranSamaneh(scheme="http")
    checked = "declared from second-hand selectors; no address of an article known"
