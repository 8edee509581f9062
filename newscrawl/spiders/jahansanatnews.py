from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class JahansanatnewsSpider(NewsSpider):
    name = "jahansanatnews"
    domain = "jahansanatnews.ir"
    family = WordPress(
        articles=("/{code:5}-{slug}",), boilerplate=(*WordPress.boilerplate, ".post-cat-wrap")
    )
