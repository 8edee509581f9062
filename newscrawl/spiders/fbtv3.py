from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class Fbtv3Spider(NewsSpider):
    name = "fbtv3"
    domain = "fbtv3.ir"
    family = Generic(
        articles=("/news/{code}/{slug}",),
        lead=("#onePost .h5",),
        body=(".content-body",),
        published=(".date-comments",),
        tags=(".Post-Lables a",),
    )
