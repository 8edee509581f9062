from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class GoaldailySpider(NewsSpider):
    name = "goaldaily"
    domain = "goaldaily.ir"
    family = Generic(
        articles=("/page/view/{code}/{slug}",),
        title=(".newsBBox h6",),
        kicker=(".news-box > div:nth-child(1)",),
        lead=(".news-lead",),
        body=(".newsBBox",),
        published=(".news-time",),
        tags=(".newsBBox a",),
    )
