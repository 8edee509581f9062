from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class EghtesadgooyaSpider(NewsSpider):
    name = "eghtesadgooya"
    domain = "eghtesadgooya.ir"
    family = WordPress(
        tags=(".post-meta-wrap .term-badges span a",),
        boilerplate=(*WordPress.boilerplate, ".continue-reading-btn"),
    )
