from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class IntamediaSpider(NewsSpider):
    name = "intamedia"
    domain = "intamedia.ir"
    family = Generic(
        articles=("/{word}/{headline}",),
        ignored=("/tag", "/search"),
        body=(".ArticleView .description",),
        published=(".datepane",),
    )
