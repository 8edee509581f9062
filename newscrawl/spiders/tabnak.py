from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class TabnakSpider(NewsSpider):
    name = "tabnak"
    domain = "tabnak.ir"
    title = "تابناک"
    family = IranSamaneh()
