from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class ZarebinvarzeshSpider(NewsSpider):
    name = "zarebinvarzesh"
    domain = "zarebinvarzesh.ir"
    family = Generic(
        scheme="http",
        articles=("/index.php?newsid={code}",),
        kicker=("article.full-story h4",),
        body=(".news-text",),
        published=("article.full-story time",),
        sections=(".cats a",),
    )
