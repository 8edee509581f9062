from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class NamayebankSpider(NewsSpider):
    name = "namayebank"
    domain = "namayebank.ir"
    family = Generic(
        articles=("/news//{section}/{headline}", "/news/{section}/{headline}"),
        body=(".col-md-9 .content",),
        published=("ul.blog-grid-info > li",),
        tags=(".fa-tags a",),
    )
