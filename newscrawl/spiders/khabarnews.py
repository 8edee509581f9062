from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class KhabarnewsSpider(NewsSpider):
    name = "khabarnews"
    domain = "khabarnews.com"
    family = Generic(
        lead=(".post-summary",),
        body=(".post-text",),
        sections=(".category-label",),
        tags=("ul.tag-list li a",),
    )
