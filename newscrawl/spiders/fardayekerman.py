from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class FardayekermanSpider(NewsSpider):
    name = "fardayekerman"
    domain = "fardayekerman.ir"
    family = Generic(
        articles=("/news/{code}/{slug}",),
        body=(".article-body",),
        published=("article.article time",),
        sections=(".article-category-link",),
        tags=(".tag-items .tag a",),
    )
