from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class AlefSpider(NewsSpider):
    name = "alef"
    domain = "alef.ir"
    family = Generic(
        articles=("/news/{code}.html",),
        title=(".post-title",),
        lead=(".post-lead",),
        body=(".post-content",),
        published=(".post-sous time",),
        sections=(".navbar-nav .nav-item.active",),
        tags=(".post-tag",),
        comments=(".comment",),
        comment_author=(".comment-author",),
        comment_date=(".comment-date",),
        comment_text=(".comment-text",),
    )
