from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class JahaneghtesadSpider(NewsSpider):
    name = "jahaneghtesad"
    domain = "jahaneghtesad.com"
    family = Generic(
        articles=("/article/{section}",),
        body=("article.article content",),
        published=("span.uk-margin-small-left",),
        sections=(".uk-margin-top a",),
        tags=("metabox > div > a.uk-label",),
    )
