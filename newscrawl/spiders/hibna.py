from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class HibnaSpider(NewsSpider):
    name = "hibna"
    domain = "hibna.ir"
    family = Generic(
        articles=("/Fa/News/{code}/{slug}",),
        kicker=("#ContentPlaceHolder1_litUpTitle",),
        lead=(".News_Lead",),
        body=("#BodyContent",),
        published=(".DateTime",),
        sections=("#ContentPlaceHolder1_lblService",),
        tags=(".TagBox a",),
    )
