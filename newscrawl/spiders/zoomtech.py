from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class ZoomtechSpider(NewsSpider):
    name = "zoomtech"
    domain = "zoomtech.org"
    family = WordPress(
        sections=(".article_category a",),
        tags=(".article_tags a",),
        boilerplate=(*WordPress.boilerplate, ".ctaText"),
    )
