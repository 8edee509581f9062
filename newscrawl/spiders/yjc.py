from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class YjcSpider(NewsSpider):
    name = "yjc"
    domain = "yjc.ir"
    title = "باشگاه خبرنگاران جوان"
    family = IranSamaneh()
