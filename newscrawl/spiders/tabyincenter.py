from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class TabyincenterSpider(NewsSpider):
    name = "tabyincenter"
    domain = "tabyincenter.ir"
    family = WordPress(
        home="/?s=", title=("h2",), published=(".entry-meta > ul > li:nth-child(2)",)
    )
