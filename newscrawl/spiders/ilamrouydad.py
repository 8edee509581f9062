from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class IlamrouydadSpider(NewsSpider):
    name = "ilamrouydad"
    domain = "ilamrouydad.ir"
    family = Generic(
        articles=("/news/i/{code}/{slug}",),
        title=(".txtMain h2",),
        kicker=(".h30",),
        body=(".txtMain",),
        published=(".rel.pull-left.ltr",),
    )
