from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class KhodronevisSpider(NewsSpider):
    name = "khodronevis"
    domain = "khodronevis.com"
    family = WordPress(
        lead=(".kn-single-lead",),
        body=(".kn-content",),
        published=(".post-time",),
        sections=(".kn-s-categorys a",),
        boilerplate=(*WordPress.boilerplate, ".kn-relation-posts", ".kn-star-rating"),
    )
