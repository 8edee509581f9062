from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class RoozgarpressSpider(NewsSpider):
    name = "roozgarpress"
    domain = "roozgarpress.ir"
    family = WordPress(
        kicker=("article.post-box-single h2",),
        lead=("article.post-box-single h3",),
        sections=(".post-info ul li a",),
    )
