from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class VajehnewsSpider(NewsSpider):
    name = "vajehnews"
    domain = "vajehnews.ir"
    family = WordPress(
        title=(".post-container-content.status-publish h2",),
        kicker=(".single-title small",),
        lead=(".single-except",),
        body=(".single-post-content",),
        sections=("li.news-cat a",),
    )
