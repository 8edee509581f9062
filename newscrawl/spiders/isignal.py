from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class IsignalSpider(NewsSpider):
    name = "isignal"
    domain = "isignal.ir"
    family = WordPress(
        body=("#toc-plugin-main-content",),
        tags=("ul.list-inline li a",),
        boilerplate=(*WordPress.boilerplate, ".gb-cta-wrapper"),
    )
