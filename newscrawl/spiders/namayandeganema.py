from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class NamayandeganemaSpider(NewsSpider):
    name = "namayandeganema"
    domain = "namayandeganema.ir"
    family = Generic(
        articles=("/news/{code}/{slug}",),
        kicker=("article#item h4",),
        lead=(".item-summary",),
        body=(".item-body",),
    )
