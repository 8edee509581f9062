from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class IrsteelSpider(NewsSpider):
    name = "irsteel"
    domain = "irsteel.com"
    family = Generic(articles=("/fa/news/{code}/{slug}",), body=(".newsDetailBody",))
