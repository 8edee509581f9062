from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AlborzvarzeshiSpider(NewsSpider):
    name = "alborzvarzeshi"
    domain = "alborzvarzeshi.com"
    family = WordPress(
        kicker=(".post-title-area > a",), published=(".post-meta ul li:nth-child(2) span",)
    )
    checked = "declared from second-hand selectors; no address of an article known"
