from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class TolidvaeghtesadSpider(NewsSpider):
    name = "tolidvaeghtesad"
    domain = "tolidvaeghtesad.ir"
    family = WordPress(
        lead=("#the-post h2",), boilerplate=(*WordPress.boilerplate, ".tagcloud", ".mag-box")
    )
