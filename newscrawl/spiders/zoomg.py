from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class ZoomgSpider(NewsSpider):
    name = "zoomg"
    domain = "zoomg.ir"
    family = Generic(
        articles=("/{word}/{code}-{slug}",),
        ignored=("/tag", "/author"),
        body=("#bodyContainer",),
        sections=(".topicCategories a",),
    )
