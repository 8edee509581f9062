from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class PeydagarnewsSpider(NewsSpider):
    name = "peydagarnews"
    domain = "peydagarnews.ir"
    family = WordPress(kicker=("section.single .subtitle",))
