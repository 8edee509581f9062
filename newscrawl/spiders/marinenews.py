from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class MarinenewsSpider(NewsSpider):
    name = "marinenews"
    domain = "marinenews.ir"
    family = IranSamaneh()
    checked = "declared from second-hand selectors; no address of an article known"
