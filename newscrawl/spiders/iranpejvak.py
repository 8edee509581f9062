from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class IranpejvakSpider(NewsSpider):
    name = "iranpejvak"
    domain = "iranpejvak.com"
    family = Generic(
        articles=("/news/{code}/{slug}",), body=(".item-body",), tags=("[rel='Index, Tag']",)
    )
