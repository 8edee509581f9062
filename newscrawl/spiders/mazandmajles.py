from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class MazandmajlesSpider(NewsSpider):
    name = "mazandmajles"
    domain = "mazandmajles.ir"
    family = Generic(
        scheme="http",
        articles=("/post/read/{code}/{slug}",),
        title=("h3",),
        kicker=("article h4",),
        lead=("blockquote.blockquote",),
        body=(".article-content",),
        published=(".post__date",),
    )
