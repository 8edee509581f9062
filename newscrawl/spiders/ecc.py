from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class EccSpider(NewsSpider):
    name = "ecc"
    domain = "ecc.news"
    family = Generic(
        articles=("/fa/news/{code}/{slug}",),
        body=(".item-body",),
        sections=("ol.b_mb li a",),
        tags=(".c-stg ul li a",),
    )
