from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class NewsTavanirSpider(NewsSpider):
    name = "news_tavanir"
    domain = "news.tavanir.org.ir"
    family = Generic(
        articles=("/news/{code}/{slug}",),
        kicker=("article.item h4",),
        body=(".item-body",),
        sections=("[itemprop='articleSection']",),
    )
