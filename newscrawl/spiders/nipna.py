from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class NipnaSpider(NewsSpider):
    name = "nipna"
    domain = "nipna.ir"
    family = Generic(
        articles=("/fa/newsagency/{code}/{slug}",),
        kicker=(".naNewsDetail h5",),
        lead=(".naNewsDetail h4",),
        body=(".naNewsBody",),
    )
