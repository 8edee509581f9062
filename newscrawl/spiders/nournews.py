from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class NournewsSpider(NewsSpider):
    name = "nournews"
    domain = "nournews.ir"
    family = Generic(
        ignored=("/he",),
        lead=("._Desc",),
        body=("#Body_Body_lblNewsBody",),
        tags=("#Body_Body_news_Tags_lblTag a",),
    )
    checked = "declared from second-hand selectors; no address of an article known"
