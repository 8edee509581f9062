from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class KhootootSpider(NewsSpider):
    name = "khootoot"
    domain = "khootoot.ir"
    family = IranSamaneh.with_more(tags=(".row-tags a",))
