from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SaghieazarbaijanSpider(NewsSpider):
    name = "saghieazarbaijan"
    domain = "saghieazarbaijan.ir"
    family = WordPress(
        sections=(".newsever-entry-header-details-wrap div div.read-categories ul li a",),
        boilerplate=(*WordPress.boilerplate, ".entry-meta"),
    )
