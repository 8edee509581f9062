from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class KoodakpressSpider(NewsSpider):
    name = "koodakpress"
    domain = "koodakpress.ir"
    family = WordPress(
        lead=(".excerpt-single",), body=(".content-single",), published=(".spacer-r30",)
    )
