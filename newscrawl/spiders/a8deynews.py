from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class A8deynewsSpider(NewsSpider):
    name = "a8deynews"
    domain = "8deynews.com"
    family = WordPress(
        kicker=("article.single-post-content h5",),
        lead=(".single-post-lead",),
        body=(".single-post-context",),
        sections=("ul.single-post-content-info > li:nth-child(1)",),
    )
