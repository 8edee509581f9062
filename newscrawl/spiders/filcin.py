from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class FilcinSpider(NewsSpider):
    name = "filcin"
    domain = "filcin.com"
    family = Generic(
        articles=("/news/{code}/{slug}",),
        lead=(".col-md-8 .news-main-contt-tpl-nyn05 h2",),
        body=(".contex-nyn05",),
        published=(".details-nyn05 ul li span",),
        tags=(".tags-tpl-nyn05 a",),
    )
