from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class NavidtorbatSpider(NewsSpider):
    name = "navidtorbat"
    domain = "navidtorbat.ir"
    family = Generic(
        scheme="http",
        ignored=("/Feed",),
        articles=("/fa/News/{code}/{slug}",),
        title=(".the_title",),
        body=(".entry-content",),
        published=("article.boxcolor div:nth-child(5) > ul > li:nth-child(1)",),
        sections=(".entry-cat",),
    )
