from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class GoalrasanehSpider(NewsSpider):
    name = "goalrasaneh"
    domain = "goalrasaneh.ir"
    family = Generic(
        articles=("/page/view/{code}/{slug}",),
        title=("h6.news-title",),
        body=(".newsBBox",),
        published=(".news-time",),
        tags=(".newsBBox a",),
    )
