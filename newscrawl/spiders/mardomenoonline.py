from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class MardomenoonlineSpider(NewsSpider):
    name = "mardomenoonline"
    domain = "mardomenoonline.ir"
    family = WordPress(
        scheme="http",
        title=(".cont-s h2",),
        lead=(".le p",),
        body=(".cone",),
        tags=(".cont-s .tag a",),
    )
