from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class RoshanayrahSpider(NewsSpider):
    name = "roshanayrah"
    domain = "roshanayrah.ir"
    family = Generic(
        articles=("/fa/news/{code}/{slug}",),
        title=(".single-news h2",),
        kicker=(".single-news > i",),
        lead=(".single-news .lid",),
        body=(".single-news .content",),
        published=(".single-news .meta > span:nth-child(2)",),
    )
