from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AvadiplomaticSpider(NewsSpider):
    name = "avadiplomatic"
    domain = "avadiplomatic.com"
    family = WordPress(
        body=(".rd-post-content",), published=(".rd-date",), sections=("ul.rd-breadcrumbs li a",)
    )
