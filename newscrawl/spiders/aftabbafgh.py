from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AftabbafghSpider(NewsSpider):
    name = "aftabbafgh"
    domain = "aftabbafgh.ir"
    family = WordPress(
        scheme="http",
        title=(".single-post-panel h2",),
        kicker=(".single-post-panel small",),
        lead=(".post-expert",),
        body=(".post-text-p",),
        published=(".left-panel > div:nth-child(2) > div > ul > li:nth-child(1)",),
    )
