from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class Varzesh3Spider(NewsSpider):
    name = "varzesh3"
    domain = "varzesh3.com"
    family = Generic(
        articles=("/news/{code}/{slug}",),
        title=(".headline",),
        kicker=(".subhead",),
        body=(".news-text",),
        published=(".news-info span:nth-child(2)",),
        tags=(".tagbox .tag",),
        boilerplate=(".news-inline-biz",),
        comments=(".vrz-user-comment",),
        comment_author=(".cm-by-user",),
        comment_date=(".cm-data-t span:nth-child(2)",),
        comment_text=(".cm-message",),
    )
