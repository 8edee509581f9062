from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class AfkarpressSpider(NewsSpider):
    name = "afkarpress"
    domain = "afkarpress.ir"
    family = Generic(
        articles=("/view_news.php?show={code}",),
        body=(".content_p",),
        published=(".date_code span",),
        tags=(".single_tags h6 a",),
    )
