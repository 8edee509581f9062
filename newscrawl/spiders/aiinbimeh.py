from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class AiinbimehSpider(NewsSpider):
    name = "aiinbimeh"
    domain = "aiinbimeh.ir"
    family = Generic(
        scheme="http",
        articles=("/content/{code}/{slug}",),
        body=(".blog-content",),
        published=(".blog-page .date",),
        sections=(".blog-page a.tag",),
    )
