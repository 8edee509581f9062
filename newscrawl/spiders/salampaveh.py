from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SalampavehSpider(NewsSpider):
    name = "salampaveh"
    domain = "salampaveh.ir"
    family = WordPress(
        scheme="http",
        title=(".single-content h2",),
        kicker=(".single-content small",),
        lead=(".bg-light.w-100",),
        published=(".postinfo > ul > li:nth-child(1)",),
    )
