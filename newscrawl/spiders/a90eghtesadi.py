from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class A90eghtesadiSpider(NewsSpider):
    name = "a90eghtesadi"
    domain = "90eghtesadi.com"
    family = Generic(
        articles=("/Content/Detail/{code}/{slug}",),
        title=(".box-detail h3",),
        kicker=(".box-detail h5",),
        lead=(".post-lead",),
        body=(".post-content",),
        published=(".box-header > div > .mt-sm-0 > span",),
        sections=(".breadcrum span a",),
        tags=(".keywords a",),
    )
