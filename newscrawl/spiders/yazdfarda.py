from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class YazdfardaSpider(NewsSpider):
    name = "yazdfarda"
    domain = "yazdfarda.ir"
    family = WordPress(
        scheme="http",
        articles=("/news/{word}/{code}/{slug}", "/news/{code}/{slug}"),
        kicker=("section.single .subtitle",),
    )
