from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class NikruSpider(NewsSpider):
    name = "nikru"
    domain = "nikru.ir"
    family = Generic(
        articles=("/news/{code}/{slug}",),
        kicker=("#news h3",),
        lead=("#lead",),
        body=("#body",),
        published=("#shenase span:nth-child(2)",),
        tags=("#tags ul li a",),
    )
