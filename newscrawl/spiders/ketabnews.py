from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class KetabnewsSpider(NewsSpider):
    name = "ketabnews"
    domain = "ketabnews.com"
    family = Generic(
        articles=("/fa/news/{code}/{slug}",),
        title=(".sliderTitle",),
        body=(".sliderInformations",),
        tags=(".customNewsList > div.inner > div > a",),
    )
