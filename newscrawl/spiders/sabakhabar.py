from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SabakhabarSpider(NewsSpider):
    name = "sabakhabar"
    domain = "sabakhabar.ir"
    family = WordPress(
        title=(".single-news h2",),
        lead=(".leadi",),
        published=(".single-news li.time",),
        sections=("ul.list-inline li a",),
        tags=(".news-tags a",),
    )
