from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class SobhesahelSpider(NewsSpider):
    name = "sobhesahel"
    domain = "sobhesahel.com"
    family = Generic(
        articles=("/news/{code}/{slug}",),
        title=(".news-content h3",),
        kicker=(".news-content h5",),
        body=(".news-text",),
        published=(".news-content time",),
        sections=("a.cat-archive",),
    )
