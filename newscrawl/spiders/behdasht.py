from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class BehdashtSpider(NewsSpider):
    name = "behdasht"
    domain = "behdasht.news"
    family = Generic(
        lead=(".text-short",),
        body=(".desc-news",),
        published=(".post-date",),
        sections=("#breadcrumbs a",),
    )
    checked = "declared from second-hand selectors; no address of an article known"
