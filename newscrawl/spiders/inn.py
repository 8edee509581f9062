from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class InnSpider(NewsSpider):
    name = "inn"
    domain = "inn.ir"
    family = Generic(
        articles=("/news/article/{code}/{slug}",),
        body=("article.article .content",),
        published=("article.article time",),
        sections=("h4.service a",),
        tags=("nav.keywords ul li h3 a",),
    )
