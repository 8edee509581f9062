from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class EvjajSpider(NewsSpider):
    name = "evjaj"
    domain = "evjaj.com"
    family = WordPress(sections=("a.category",))
