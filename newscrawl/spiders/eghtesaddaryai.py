from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class EghtesaddaryaiSpider(NewsSpider):
    name = "eghtesaddaryai"
    domain = "eghtesaddaryai.ir"
    family = IranSamaneh.with_more(title=("h2",))
