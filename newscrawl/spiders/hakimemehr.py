from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class HakimemehrSpider(NewsSpider):
    name = "hakimemehr"
    domain = "hakimemehr.ir"
    title = "حکیم مهر"
    family = IranSamaneh()
    checked = "declared from second-hand selectors; no address of an article known"
