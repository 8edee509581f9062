from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class KhabarmachineSpider(NewsSpider):
    name = "khabarmachine"
    domain = "khabarmachine.ir"
    family = Generic(
        articles=("/news/{code}/{slug}",),
        body=(".ntextlink",),
        published=(".head-w >span:nth-child(2)",),
        sections=(".head-w > span:nth-child(3)",),
        tags=("a.tags-detail",),
    )
