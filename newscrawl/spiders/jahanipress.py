from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class JahanipressSpider(NewsSpider):
    name = "jahanipress"
    domain = "jahanipress.ir"
    family = Generic(
        scheme="http",
        title=(".MiddleNewsHoder h3",),
        lead=(".NewsTextHolder > p",),
        body=(".NewsBody",),
        published=(".DateTimeHolder span",),
    )
    checked = "declared from second-hand selectors; no address of an article known"
