from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class VaghayeroozSpider(NewsSpider):
    name = "vaghayerooz"
    domain = "vaghayerooz.com"
    family = WordPress(
        body=(".brxe-post-content",),
        sections=(".mr-category-ariana__category a",),
        tags=("ul.brxe-post-taxonomy li a",),
    )
