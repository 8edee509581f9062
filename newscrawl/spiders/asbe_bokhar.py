from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AsbeBokharSpider(NewsSpider):
    name = "asbe_bokhar"
    domain = "asbe-bokhar.com"
    family = WordPress(
        articles=("/article/{word}/{headline}",),
        title=(".single-post h2",),
        body=(".single-post",),
        sections=(".single-post-meta span:nth-child(3)",),
        tags=(".single-post-tag a",),
    )
