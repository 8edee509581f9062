from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class AsriranSpider(NewsSpider):
    name = "asriran"
    domain = "asriran.com"
    title = "عصر ایران"
    family = IranSamaneh()
