from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class KhosroshahnewsSpider(NewsSpider):
    name = "khosroshahnews"
    domain = "khosroshahnews.ir"
    family = WordPress(kicker=("section.single small.subtitle",))
