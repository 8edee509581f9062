from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class BazarnewsSpider(NewsSpider):
    name = "bazarnews"
    domain = "bazarnews.ir"
    family = IranSamaneh()
