from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class RcsSpider(NewsSpider):
    name = "rcs"
    domain = "rcs.ir"
    family = Generic(
        articles=("/portal/newsview/{code}/{slug}",),
        title=(".news-view h4",),
        kicker=(".news-view h6",),
        lead=(".lead-t",),
        body=(".bc-news > .col-md-12",),
        published=(".NewsDate",),
        tags=("ul.tag-container li a",),
    )
