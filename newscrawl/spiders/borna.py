from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class BornaSpider(NewsSpider):
    name = "borna"
    domain = "borna.news"
    title = "خبرگزاری برنا"
    family = IranSamaneh()
