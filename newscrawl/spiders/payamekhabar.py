from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class PayamekhabarSpider(NewsSpider):
    name = "payamekhabar"
    domain = "payamekhabar.ir"
    family = Generic(
        articles=("/{code:3}/{slug}",),
        body=(".item-body",),
        published=(".d-tm",),
        sections=("ol.b_mb li a",),
    )
