from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class AyatemandegarSpider(NewsSpider):
    name = "ayatemandegar"
    domain = "ayatemandegar.ir"
    family = IranSamaneh(scheme="http")
    checked = "declared from second-hand selectors; no address of an article known"
