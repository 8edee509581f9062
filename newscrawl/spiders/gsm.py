from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class GsmSpider(NewsSpider):
    name = "gsm"
    domain = "gsm.ir"
    family = Generic(
        ignored=("/product",),
        articles=("/mag/news/{code}/{slug}",),
        lead=(".mainText.my-0",),
        body=(".w-full.mainText",),
        published=(".items-center > span",),
        sections=("[aria-label='bread_crumbs'] a",),
        tags=(".w-full.items-start > div > a",),
    )
