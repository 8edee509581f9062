from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class ParsiEuronewsSpider(NewsSpider):
    name = "parsi_euronews"
    domain = "parsi.euronews.com"
    family = Generic(
        ignored=("/weather",),
        lead=("p.c-article-summary",),
        body=(".c-article-content",),
        published=("article.o-article-newsy time",),
        sections=("#adb-article-breadcrumb a",),
        tags=("#adb-article-tags div a",),
        boilerplate=(".widget--type-related", ".c-article-you-might-also-like"),
    )
