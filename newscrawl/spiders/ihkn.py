from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class IhknSpider(NewsSpider):
    name = "ihkn"
    domain = "ihkn.ir"
    family = WordPress(
        lead=(".feature-img small",),
        sections=(".single-post-meta span a",),
        boilerplate=(*WordPress.boilerplate, ".short-link-bott"),
    )
