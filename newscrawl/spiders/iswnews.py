from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class IswnewsSpider(NewsSpider):
    name = "iswnews"
    domain = "iswnews.com"
    family = WordPress(
        body=(".dw-content",), boilerplate=(*WordPress.boilerplate, ".dw-post-url", ".dw-date")
    )
