from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class VarzeshebanovanSpider(NewsSpider):
    name = "varzeshebanovan"
    domain = "varzeshebanovan.com"
    family = Generic(
        articles=("/{code:3}/{slug}",),
        kicker=(".news-content h3",),
        lead=(".lead-content",),
        body=(".text-content",),
    )
