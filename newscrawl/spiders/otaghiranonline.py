from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class OtaghiranonlineSpider(NewsSpider):
    name = "otaghiranonline"
    domain = "otaghiranonline.ir"
    family = Generic(
        articles=("/news/{code}/{slug}",),
        kicker=(".news-single h2",),
        lead=(".news-single-first-paragraph",),
        body=(".news-single-text",),
        published=(".news-single-detail > div:nth-child(1)",),
        sections=(".news-single-category-items a",),
    )
