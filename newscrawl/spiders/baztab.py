from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class BaztabSpider(NewsSpider):
    name = "baztab"
    domain = "baztab.ir"
    family = WordPress(
        body=(".af-single-content article",),
        sections=(".af-single-cat a span",),
        tags=(".af-single-tag a",),
        boilerplate=(*WordPress.boilerplate, ".af-single-meta"),
    )
