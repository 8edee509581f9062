from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class SofiamagSpider(NewsSpider):
    name = "sofiamag"
    domain = "sofiamag.ir"
    family = Generic(
        articles=("/.post/{section}",), body=("#rt-post-body-content",), tags=(".border-bottom a",)
    )
