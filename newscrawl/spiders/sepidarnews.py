from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class SepidarnewsSpider(NewsSpider):
    name = "sepidarnews"
    domain = "sepidarnews.ir"
    family = Generic(
        articles=("/{word}/{code}-{slug}",),
        title=("#fullnews h2",),
        body=(".content-area",),
        published=(".news-details .left",),
        sections=(".inpage-content > i",),
    )
