from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class SaednewsSpider(NewsSpider):
    name = "saednews"
    domain = "saednews.com"
    family = Generic(
        lead=(".p-3.mb-3.text-warning",),
        body=(".content-wrapper",),
        sections=(".breadcrumb-item",),
        tags=(".px-1.px-md-3 a",),
    )
    checked = "declared from second-hand selectors; no address of an article known"
