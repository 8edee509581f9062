from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class IrdiplomacySpider(NewsSpider):
    name = "irdiplomacy"
    domain = "irdiplomacy.ir"
    family = Generic(
        scheme="http",
        articles=("/fa/news/{code}/{slug}",),
        kicker=(".article-view h3",),
        body=(".article-view .content",),
        published=(".date-info",),
        sections=(".meta-info span.label a",),
    )
