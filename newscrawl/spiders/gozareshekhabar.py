from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class GozareshekhabarSpider(NewsSpider):
    name = "gozareshekhabar"
    domain = "gozareshekhabar.ir"
    family = Generic(
        body=(".content-body",),
        sections=(".mb-md-0 > div:nth-child(1) > div > a",),
        tags=(".keyword li a",),
        boilerplate=(".moreRelatedContents-container",),
    )
    checked = "declared from second-hand selectors; no address of an article known"
