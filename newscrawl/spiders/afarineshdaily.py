from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class AfarineshdailySpider(NewsSpider):
    name = "afarineshdaily"
    domain = "afarineshdaily.ir"
    family = Generic(
        scheme="http",
        articles=("/news/{code}/{slug}",),
        kicker=(".article-body .subtitle",),
        body=(".article-inner",),
        published=(".datetime",),
        sections=(".breadcrump span",),
    )
