from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class HonarguilanSpider(NewsSpider):
    name = "honarguilan"
    domain = "honarguilan.ir"
    family = Generic(
        articles=("/{code}-{slug}",),
        body=(".news-text",),
        published=(".full-date",),
        sections=("#speed-bar a",),
        tags=(".fulltags span a",),
    )
