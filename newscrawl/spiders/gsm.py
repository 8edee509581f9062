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
        comments=(".mb-12 .mb-4",),
        comment_author=(".gap-4 > p",),
        comment_date=(".text-s",),
        comment_text=(".mainText",),
    )
