from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class ShafaonlineSpider(NewsSpider):
    name = "shafaonline"
    domain = "shafaonline.ir"
    title = "شفا آنلاین"
    family = IranSamaneh.with_more(scheme="http", published=(".news_pdate",))
    checked = "declared from second-hand selectors; no address of an article known"
