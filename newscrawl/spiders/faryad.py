from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class FaryadSpider(NewsSpider):
    name = "faryad"
    domain = "faryad.ir"
    family = Generic(
        title=("article.in-article h3",),
        kicker=("article.in-article h5",),
        lead=(".news-kholase",),
        body=("article.in-article .matn",),
        published=(".ndate-in",),
    )
