from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class Football360Spider(NewsSpider):
    name = "football360"
    domain = "football360.ir"
    family = Generic(
        ignored=("/matches", "/player", "/team", "/league", "/predictions", "/videos"),
        articles=("/post/{code}/{slug}",),
    )
