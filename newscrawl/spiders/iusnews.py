from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class IusnewsSpider(NewsSpider):
    name = "iusnews"
    domain = "iusnews.ir"
    family = Generic(
        articles=("/fa/news-details/{code}/{slug}",),
        kicker=(".post-text h6",),
        lead=("p.col-md-12.m-auto",),
        body=(".post-text",),
        sections=(".breadcrump a",),
    )
