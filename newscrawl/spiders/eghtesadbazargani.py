from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class EghtesadbazarganiSpider(NewsSpider):
    name = "eghtesadbazargani"
    domain = "eghtesadbazargani.ir"
    family = Generic(
        home="/Archive",
        articles=("/{word}/{headline}",),
        ignored=("/tag", "/search"),
        body=(".ArticleView_bg .description",),
        tags=(".ArticleView_bg .tag a",),
    )
