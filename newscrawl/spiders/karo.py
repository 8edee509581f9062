from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class KaroSpider(NewsSpider):
    name = "karo"
    domain = "karo.tech"
    family = WordPress(
        body=("#single-post-content",),
        published=("#single-post-meta > div > span:nth-child(2)",),
        sections=("#single-post-meta > div > a",),
        tags=(".single-tags a",),
    )
