from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class SanatsenfSpider(NewsSpider):
    name = "sanatsenf"
    domain = "sanatsenf.ir"
    family = Generic(
        articles=("/Post/{code}/{slug}",),
        title=(".single-post-wrapper h2",),
        body=(".entry-content",),
        published=(".entry-header > ul > li:nth-child(2)",),
    )
