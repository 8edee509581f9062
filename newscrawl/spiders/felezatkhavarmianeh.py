from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class FelezatkhavarmianehSpider(NewsSpider):
    name = "felezatkhavarmianeh"
    domain = "felezatkhavarmianeh.ir"
    family = IranSamaneh()
