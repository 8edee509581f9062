from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class RooyesheafkarSpider(NewsSpider):
    name = "rooyesheafkar"
    domain = "rooyesheafkar.ir"
    family = Generic(
        articles=("/view_news.php?show={code}",),
        title=(".single-content-anavin",),
        lead=(".single-content-title",),
        body=(".listing .story",),
        published=(".date_code span",),
        tags=("#post-tags > h6 > a",),
    )
