from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class CspfSpider(NewsSpider):
    name = "cspf"
    domain = "cspf.ir"
    family = WordPress(home="/news", kicker=(".entry-content-header",))
