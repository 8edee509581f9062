from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class RojanewsSpider(NewsSpider):
    name = "rojanews"
    domain = "rojanews.ir"
    family = WordPress(kicker=("section.single small.subtitle",))
