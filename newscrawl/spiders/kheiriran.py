from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class KheiriranSpider(NewsSpider):
    name = "kheiriran"
    domain = "kheiriran.ir"
    family = Generic(
        articles=("/post-{code}",),
        title=(".article-title",),
        lead=(".article-description",),
        body=(".article-content",),
        published=(".p-2.mb-4 > span.dark-gray.font-normal",),
        sections=(".article-categories a",),
        tags=(".post-tags a",),
    )
