from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class EslahatnewsSpider(NewsSpider):
    name = "eslahatnews"
    domain = "eslahatnews.com"
    family = WordPress(
        lead=(".post-summary",),
        body=(".post-text",),
        sections=("span.category-label",),
        tags=("ul.tag-list li a",),
    )
