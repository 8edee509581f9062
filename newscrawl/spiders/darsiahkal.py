from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class DarsiahkalSpider(NewsSpider):
    name = "darsiahkal"
    domain = "darsiahkal.ir"
    family = WordPress(kicker=(".single-rutitr",), lead=(".single-lid",), body=(".single-text",))
