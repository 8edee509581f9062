from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class NavajonobSpider(NewsSpider):
    name = "navajonob"
    domain = "navajonob.ir"
    family = Generic(
        articles=("/fa/posts/{code}/{slug}",),
        title=(".p_item .title",),
        body=(".stext",),
        published=(".p_item .date",),
        sections=(".p_item .cat a",),
    )
