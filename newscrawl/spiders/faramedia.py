from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class FaramediaSpider(NewsSpider):
    name = "faramedia"
    domain = "faramedia.co"
    family = WordPress(
        body=("article.rd-post-content",),
        sections=("ul.rd-breadcrumbs li a",),
        tags=("ul.rd-tags li a",),
    )
