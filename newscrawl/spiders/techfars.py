from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class TechfarsSpider(NewsSpider):
    name = "techfars"
    domain = "techfars.com"
    family = WordPress(
        body=(".content",),
        sections=(".aioseo-breadcrumbs span a",),
        tags=(".meta.py-2 span.pl-3.d-sm-inline-block a",),
    )
