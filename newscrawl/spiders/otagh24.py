from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class Otagh24Spider(NewsSpider):
    name = "otagh24"
    domain = "otagh24.ir"
    family = Generic(
        articles=("/{code:3}/{slug}",),
        body=(".item-body",),
        published=(".d-tm",),
        sections=("ol.b_mb li a",),
    )
