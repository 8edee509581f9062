from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class RaaknewsSpider(NewsSpider):
    name = "raaknews"
    domain = "raaknews.com"
    family = Generic(
        scheme="http",
        articles=("/{code}-{slug}",),
        lead=(".text_short",),
        body=(".hbox4_cont",),
        published=(".text_date",),
    )
