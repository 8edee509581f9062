from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class EcofarsSpider(NewsSpider):
    name = "ecofars"
    domain = "ecofars.com"
    family = Generic(
        articles=("/news/{code}/{slug}",),
        lead=(".single-tagline",),
        body=(".article-details .content",),
        published=(".article-details header div div span",),
        sections=("ul.ul-breadcrumb li span",),
    )
