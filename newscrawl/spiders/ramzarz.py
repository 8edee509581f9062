from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class RamzarzSpider(NewsSpider):
    name = "ramzarz"
    domain = "ramzarz.news"
    family = WordPress(
        published=("time b",),
        sections=(
            "ul.bf-breadcrumb-items li a",
            "p.breadcrumb-st a",
            "span.breadcrumb-item span a",
        ),
    )
