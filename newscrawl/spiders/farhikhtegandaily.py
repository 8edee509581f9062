from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class FarhikhtegandailySpider(NewsSpider):
    name = "farhikhtegandaily"
    domain = "farhikhtegandaily.com"
    family = Generic(
        articles=("/news/{code}/{slug}",),
        lead=(".news-lead h2",),
        body=("#content",),
        published=("li.list-inline-item.bef",),
        sections=("a.breadcrumb-item",),
    )
