from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class EconewsSpider(NewsSpider):
    name = "econews"
    domain = "econews.ir"
    family = Generic(
        articles=("/fa/content/{code}/{slug}",),
        lead=("p.content-summary",),
        body=(".full-body",),
        published=(".content-original article time",),
    )
