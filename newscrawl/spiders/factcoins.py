from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class FactcoinsSpider(NewsSpider):
    name = "factcoins"
    domain = "factcoins.com"
    family = WordPress(
        body=(".tdb_single_content > .tdb-block-inner",),
        boilerplate=(*WordPress.boilerplate, ".td-a-ad"),
    )
