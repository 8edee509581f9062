from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class NewsHozehonariSpider(NewsSpider):
    name = "news_hozehonari"
    domain = "news.hozehonari.ir"
    family = Generic(
        articles=("/news/{code}/{slug}",),
        body=(".item-body",),
        sections=("#top [itemprop='articleSection']",),
    )
