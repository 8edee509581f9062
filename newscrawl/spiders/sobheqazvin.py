from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class SobheqazvinSpider(NewsSpider):
    name = "sobheqazvin"
    domain = "sobheqazvin.ir"
    family = Generic(
        articles=("/news/{code}/{slug}",),
        kicker=(".newsdetails h3",),
        lead=(".ndlead",),
        body=(".ndcontent",),
        published=(".newsdetails h6",),
    )
