from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class KurdistantvSpider(NewsSpider):
    name = "kurdistantv"
    domain = "kurdistantv.net"
    family = Generic(
        home="/fa",
        ignored=("/ku", "/kt"),
        articles=("/fa/news/{code}/{slug}",),
        lead=(".py-5 .my-5 .fs-4",),
        body=(".py-5 .my-5 article",),
        sections=("a.btn-outline-secondary",),
    )
