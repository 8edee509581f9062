from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class FasletejaratSpider(NewsSpider):
    name = "fasletejarat"
    domain = "fasletejarat.ir"
    family = Generic(
        articles=("/Fa/News/{code}/{slug}",),
        title=("h2 .the_title",),
        body=(".entry-content",),
        published=(".entry-meta ul li:nth-child(1)",),
        sections=(".entry-cat a",),
        tags=(".entry-meta ul li a",),
    )
