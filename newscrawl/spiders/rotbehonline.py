from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class RotbehonlineSpider(NewsSpider):
    name = "rotbehonline"
    domain = "rotbehonline.com"
    family = WordPress(
        body=(".tdb_single_content",), sections=("a.tdb-entry-crumb",), tags=("ul.tdb-tags li a",)
    )
