from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class NamayandeSpider(NewsSpider):
    name = "namayande"
    domain = "namayande.com"
    family = Generic(
        articles=("/news/{code}/{slug}",), sections=(".item-service",), tags=(".news-tag ul li a",)
    )
