from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class Bazideraz1404Spider(NewsSpider):
    name = "bazideraz1404"
    domain = "bazideraz1404.ir"
    family = Generic(
        articles=("/news/{code}/{slug}",),
        body=(".post-body",),
        published=(".col span:nth-child(3)",),
        sections=(".date.ml-3",),
    )
