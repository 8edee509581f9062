from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class BasnaSpider(NewsSpider):
    name = "basna"
    domain = "basna.ir"
    family = IranSamaneh.with_more(
        title=("section.news-col-2 h2",), published=(".news-publishdate",)
    )
    checked = "declared from second-hand selectors; no address of an article known"
