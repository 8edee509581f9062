from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class HematkhabarSpider(NewsSpider):
    name = "hematkhabar"
    domain = "hematkhabar.ir"
    family = WordPress(lead=(".post-summary",), body=(".main-content",))
