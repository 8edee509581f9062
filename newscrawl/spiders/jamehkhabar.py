from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class JamehkhabarSpider(NewsSpider):
    name = "jamehkhabar"
    domain = "jamehkhabar.ir"
    family = WordPress(lead=(".single-content-leed",))
