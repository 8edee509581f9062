from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class NewsTpphSpider(NewsSpider):
    name = "news_tpph"
    domain = "news.tpph.ir"
    family = Generic(
        articles=("/fa/News/{code}/{slug}",),
        kicker=(".news-rutitr",),
        lead=(".news-lead",),
        body=(".news-text",),
        published=(".news-date",),
        sections=(".Services-title",),
        tags=(".TagCloud span a",),
    )
