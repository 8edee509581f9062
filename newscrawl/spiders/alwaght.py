from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class AlwaghtSpider(NewsSpider):
    name = "alwaght"
    domain = "alwaght.net"
    family = Generic(
        home="/fa",
        articles=("/fa/News/{code}/{slug}",),
        title=(".ViewNews h2",),
        body=(".DetailsTextNews",),
        published=("header > div > div.DateNews > span",),
        sections=(".RotitrNews a span",),
        tags=(".Tags h3 a",),
        boilerplate=(".CommentBox",),
    )
