from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class TalaSpider(NewsSpider):
    name = "tala"
    domain = "tala.ir"
    family = Generic(
        articles=("/news/detail/{code}/{slug}",), lead=("h2.desc",), body=(".newsContent",)
    )
