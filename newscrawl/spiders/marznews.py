from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class MarznewsSpider(NewsSpider):
    name = "marznews"
    domain = "marznews.com"
    family = WordPress(
        lead=(".p-summary",),
        sections=(".breadcrumbs-plus span a",),
        boilerplate=(*WordPress.boilerplate, ".mom-social-share"),
    )
