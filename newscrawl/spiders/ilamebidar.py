from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class IlamebidarSpider(NewsSpider):
    name = "ilamebidar"
    domain = "ilamebidar.ir"
    family = Generic(
        articles=("/news/{code}/{slug}",),
        kicker=(".post-body h6",),
        lead=(".w-full.p-3.mt-3",),
        body=(".post-body",),
        published=(".p-3 .mr-3",),
        sections=(".ml-3.date",),
    )
