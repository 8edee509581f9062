from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class ShomalnewsSpider(NewsSpider):
    name = "shomalnews"
    domain = "shomalnews.com"
    family = Generic(
        articles=("/view/{code}/{slug}",),
        title=(".content.news .title",),
        body=(".news_body",),
        published=(".content.news .date .left",),
    )
