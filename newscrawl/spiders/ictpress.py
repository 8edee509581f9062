from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class IctpressSpider(NewsSpider):
    name = "ictpress"
    domain = "ictpress.ir"
    family = Generic(
        articles=("/news/{code}/{slug}",),
        title=("h2.post-title",),
        body=(".entry-content",),
        published=(".post-date",),
        tags=(".post-tags a",),
    )
