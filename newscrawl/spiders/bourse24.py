from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class Bourse24Spider(NewsSpider):
    name = "bourse24"
    domain = "bourse24.ir"
    family = Generic(
        ignored=("/articles", "/questions"),
        articles=("/news/{code}/{slug}",),
        lead=(".single-post blockquote",),
        body=(".post-text",),
        published=(".post-content.ml-0 > .post-meta > span:nth-child(1)",),
        sections=(".post-content.ml-0 > .post-meta > span:nth-child(2) > a",),
        tags=(".post-tags a",),
    )
