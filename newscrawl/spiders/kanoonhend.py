from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class KanoonhendSpider(NewsSpider):
    name = "kanoonhend"
    domain = "kanoonhend.ir"
    family = IranSamaneh.with_more(scheme="http", tags=("a[class='tags_item']",))
    checked = "declared from second-hand selectors; no address of an article known"
