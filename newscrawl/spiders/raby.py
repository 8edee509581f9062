from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class RabySpider(NewsSpider):
    name = "raby"
    domain = "raby.ir"
    family = WordPress(kicker=(".post-sub-title",), lead=(".post-box-single h3",))
