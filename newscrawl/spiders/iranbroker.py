from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class IranbrokerSpider(NewsSpider):
    name = "iranbroker"
    domain = "iranbroker.net"
    family = WordPress(
        home="/?s=",
        body=("article#singlenewcontent",),
        boilerplate=(*WordPress.boilerplate, ".mobile-single-news-related-title"),
    )
