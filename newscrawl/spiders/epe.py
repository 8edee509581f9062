from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class EpeSpider(NewsSpider):
    name = "epe"
    domain = "epe.ir"
    family = Generic(
        articles=("/News/{code}/{slug}",),
        lead=("#blog-detail h2",),
        body=("#blog-detail article",),
        published=(".blog-detail-meta .date",),
    )
