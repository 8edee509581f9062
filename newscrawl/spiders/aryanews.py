from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class AryanewsSpider(NewsSpider):
    name = "aryanews"
    domain = "aryanews.com"
    title = "خبرگزاری آریا"
    family = Generic(
        articles=("/News/{code}/{slug}",),
        title=("h1.title-news",),
        kicker=(".section-content .info .category",),
        body=(".main-news",),
        published=("span.date-created",),
        sections=(".section-name a",),
    )
