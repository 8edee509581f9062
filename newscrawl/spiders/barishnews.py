from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class BarishnewsSpider(NewsSpider):
    name = "barishnews"
    domain = "barishnews.ir"
    family = Generic(
        articles=("/News/{code}/{slug}",),
        body=("article.news-box .in",),
        published=("article.news-box .date",),
        sections=("article.news-box .address a",),
    )
