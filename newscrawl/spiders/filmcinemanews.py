from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class FilmcinemanewsSpider(NewsSpider):
    name = "filmcinemanews"
    domain = "filmcinemanews.ir"
    family = Generic(
        articles=("/{code:3}/{slug}",),
        title=(".single_post_area h2",),
        body=(".single_post_content",),
        published=("a.post_date",),
        tags=(".taglinks a",),
    )
