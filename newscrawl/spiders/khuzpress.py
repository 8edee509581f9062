from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class KhuzpressSpider(NewsSpider):
    name = "khuzpress"
    domain = "khuzpress.ir"
    family = WordPress(
        lead=(".leadBox",), body=(".Post-Content",), sections=("ul.post-categories li a",)
    )
