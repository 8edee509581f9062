from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class PursonSpider(NewsSpider):
    name = "purson"
    domain = "purson.ir"
    family = Generic(
        scheme="http",
        articles=("/fa/content/{code}/{slug}",),
        lead=(".content-lid",),
        body=(".content-body",),
        sections=(".border-bottom > li >a",),
        tags=("ul.keyword li a",),
        boilerplate=(".moreRelatedContents-container",),
    )
