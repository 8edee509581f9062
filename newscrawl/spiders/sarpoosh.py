from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class SarpooshSpider(NewsSpider):
    name = "sarpoosh"
    domain = "sarpoosh.com"
    family = Generic(
        articles=("/{word}/{word}/{word}.html", "/{word}/{word}/{word}/{word}.html"),
        body=("[itemprop='articleBody'] > div:nth-child(1)",),
        sections=(".brdcrm a",),
    )
