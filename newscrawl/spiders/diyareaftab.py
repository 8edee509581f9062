from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class DiyareaftabSpider(NewsSpider):
    name = "diyareaftab"
    domain = "diyareaftab.ir"
    family = Generic(
        articles=("/story/{section}",), body=(".news-text",), published=(".date-into",)
    )
