from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class TalienovinSpider(NewsSpider):
    name = "talienovin"
    domain = "talienovin.ir"
    family = WordPress(
        scheme="http",
        kicker=(".single-wrapper h2",),
        lead=(".single-wrapper .text",),
        body=(".single-text",),
        published=(".single-detail > div:nth-child(2) > span",),
        tags=(".post_cat a",),
    )
