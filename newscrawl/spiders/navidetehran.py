from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class NavidetehranSpider(NewsSpider):
    name = "navidetehran"
    domain = "navidetehran.ir"
    family = WordPress(
        kicker=(".rootite-single",), published=(".meta-date",), tags=(".content-show-tags div",)
    )
    checked = "declared from second-hand selectors; no address of an article known"
