from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class A3goshSpider(NewsSpider):
    name = "a3gosh"
    domain = "3gosh.ir"
    family = WordPress(
        body=(".mg-blog-post-box article",),
        sections=(".mg-blog-category a",),
        boilerplate=(*WordPress.boilerplate, ".nav-links"),
    )
