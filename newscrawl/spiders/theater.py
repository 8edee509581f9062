from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class TheaterSpider(NewsSpider):
    name = "theater"
    domain = "theater.ir"
    family = Generic(
        articles=("/fa/{code}/{slug}",),
        kicker=("#content h6",),
        body=("#content article > div:nth-child(3)", "#content article > div:nth-child(4)"),
        published=("#content footer > div > time",),
    )
