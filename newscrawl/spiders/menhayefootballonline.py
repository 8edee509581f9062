from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class MenhayefootballonlineSpider(NewsSpider):
    name = "menhayefootballonline"
    domain = "menhayefootballonline.ir"
    family = Generic(
        scheme="http",
        articles=("/fa/news/{code}/{slug}",),
        body=(".news > .text",),
        published=(".publish-datetime",),
        sections=(".services a",),
        tags=(".es-news-tags ul li a",),
    )
