from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class ShoaresalSpider(NewsSpider):
    name = "shoaresal"
    domain = "shoaresal.ir"
    family = IranSamaneh.with_more(title=(".title_news",))
