from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class IranplSpider(NewsSpider):
    name = "iranpl"
    domain = "iranpl.ir"
    family = Generic(
        articles=("/news/{code}/{slug}",), kicker=("#newscontent h2",), sections=(".glyphicon-tag",)
    )
