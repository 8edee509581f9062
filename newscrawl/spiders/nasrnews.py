from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class NasrnewsSpider(NewsSpider):
    name = "nasrnews"
    domain = "nasrnews.ir"
    family = Generic(
        articles=("/detail/{code}/{slug}",),
        kicker=(".news-details-sm",),
        lead=("h2.news-details-h2",),
        body=(".news-details-p",),
        published=(".LoadingContent > div > div:nth-child(3)",),
    )
