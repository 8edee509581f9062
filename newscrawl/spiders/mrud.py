from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class MrudSpider(NewsSpider):
    name = "mrud"
    domain = "news.mrud.ir"
    family = Nastooh.with_more(
        scheme="http",
        lead=(".lead",),
        body=(".body",),
        sections=(".item-service a",),
        tags=(".news-tag section ul li a",),
    )
