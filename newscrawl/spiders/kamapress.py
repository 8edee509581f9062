from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class KamapressSpider(NewsSpider):
    name = "kamapress"
    domain = "kamapress.com"
    family = WordPress(
        tags=("footer.entry-meta a",),
        boilerplate=(*WordPress.boilerplate, ".single-page-company-label"),
    )
