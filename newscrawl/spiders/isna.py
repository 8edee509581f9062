from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class IsnaSpider(NewsSpider):
    name = "isna"
    domain = "isna.ir"
    title = "ایسنا"
    family = Nastooh.with_more(
        title=(".first-title",),
        body=(".item-text",),
        published=(".meta-news .text-meta",),
        sections=(".meta-news li:nth-child(2) .text-meta",),
    )
