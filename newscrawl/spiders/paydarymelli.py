from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class PaydarymelliSpider(NewsSpider):
    name = "paydarymelli"
    domain = "paydarymelli.ir"
    title = "پایداری ملی"
    family = IranSamaneh()
