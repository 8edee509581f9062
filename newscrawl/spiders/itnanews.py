from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class ItnanewsSpider(NewsSpider):
    name = "itnanews"
    domain = "itnanews.com"
    family = WordPress(
        body=(".single-txt",), published=(".post-detail > div:nth-child(2) > div.post-detail-txt",)
    )
    checked = "declared from second-hand selectors; no address of an article known"
