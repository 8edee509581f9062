from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class ZoomitSpider(NewsSpider):
    name = "zoomit"
    domain = "zoomit.ir"
    family = Generic(
        ignored=("/product", "/tag", "/author"),
        articles=("/{word}/{code}-{slug}",),
        kicker=("#Content_rutitr",),
    )
