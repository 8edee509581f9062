from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class MagiranSpider(NewsSpider):
    name = "magiran"
    domain = "magiran.com"
    family = Generic(
        articles=("/article/{code}/{slug}",),
        title=("h2.mi-title",),
        lead=(".mi-subtitle",),
        body=(".mi-body",),
        published=(".px-0.py-2 > span:nth-child(2)",),
        sections=("[itemprop='printColumn']",),
    )
