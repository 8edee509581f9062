from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class SobhezagrosSpider(NewsSpider):
    name = "sobhezagros"
    domain = "sobhezagros.ir"
    family = Generic(
        articles=("/story/{section}",),
        kicker=(".py-1",),
        body=(".news-text",),
        published=(".date-into",),
        sections=("li.breadcrumb-item a",),
    )
