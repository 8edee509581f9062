from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class MsrtSpider(NewsSpider):
    name = "msrt"
    domain = "msrt.ir"
    family = Generic(
        articles=("/fa/news/{code}/{slug}",),
        body=(".article-view .content",),
        published=(".date-info",),
    )
