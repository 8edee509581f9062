from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class NeshateshahrSpider(NewsSpider):
    name = "neshateshahr"
    domain = "neshateshahr.ir"
    family = Generic(
        articles=("/Press/ShowNews/{code}/{slug}",),
        title=("section.news-col-2 h2",),
        body=("section.news-col-2 .body",),
        published=(".news-publishdate",),
        tags=("a.tags_item",),
    )
