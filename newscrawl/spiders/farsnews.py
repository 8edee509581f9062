from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class FarsnewsSpider(NewsSpider):
    name = "farsnews"
    domain = "farsnews.ir"
    family = Generic(
        hosts=("farsnews.com",),
        ignored=("/af", "/printable", "/api"),
        articles=("/news/{code}/{slug}", "/{word}/{code:8}/{slug}", "/newstext.php?nn={code}"),
        title=(".title",),
        body=(".nt-body",),
        published=(".publish-time", ".data-box span:nth-child(3)"),
        sections=(".category-name a", ".subject-category"),
    )
