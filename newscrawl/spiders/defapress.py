from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class DefapressSpider(NewsSpider):
    name = "defapress"
    domain = "defapress.ir"
    title = "دفاع پرس"
    family = IranSamaneh()
    checked = "declared from second-hand selectors; no address of an article known"
