from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class PedalSpider(NewsSpider):
    name = "pedal"
    domain = "pedal.ir"
    family = WordPress(sections=("span.post-cat-wrap a",))
