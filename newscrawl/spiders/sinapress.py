from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SinapressSpider(NewsSpider):
    name = "sinapress"
    domain = "sinapress.ir"
    family = WordPress(
        tags=(".st-post-tags a",), boilerplate=(*WordPress.boilerplate, ".st-post-tags")
    )
