from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class NabznaftSpider(NewsSpider):
    name = "nabznaft"
    domain = "nabznaft.ir"
    title = "نبض نفت"
    family = IranSamaneh.with_more(body=(".showcase-content a",))
