from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class IraneconomistSpider(NewsSpider):
    name = "iraneconomist"
    domain = "iraneconomist.com"
    title = "ایران اکونومیست"
    family = IranSamaneh()
