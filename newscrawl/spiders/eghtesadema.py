from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class EghtesademaSpider(NewsSpider):
    name = "eghtesadema"
    domain = "eghtesadema.ir"
    family = Generic(
        articles=("/news/{code}/{slug}",),
        title=(".article__header-title--down",),
        lead=(".artice__header-note",),
        body=(".article__body-desc",),
        published=(".article__header-info--time span",),
        sections=(".breadcrumb__info ol li a",),
    )
