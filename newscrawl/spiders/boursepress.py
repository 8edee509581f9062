from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class BoursepressSpider(NewsSpider):
    name = "boursepress"
    domain = "boursepress.ir"
    family = Generic(
        articles=("/news/{code}/{slug}",),
        kicker=(".short-title",),
        lead=(".news-lead",),
        body=(".news-text",),
        published=(".news-map > div:nth-child(3)",),
        sections=(".news-map div a",),
        tags=(".tags-content a",),
    )
