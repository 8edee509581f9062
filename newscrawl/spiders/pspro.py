from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class PsproSpider(NewsSpider):
    name = "pspro"
    domain = "pspro.ir"
    family = Generic(
        home="/mag",
        articles=("/mag/{headline}",),
        body=(".description",),
        tags=(".col-12 a.link-info",),
    )
