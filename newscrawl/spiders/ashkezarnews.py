from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AshkezarnewsSpider(NewsSpider):
    name = "ashkezarnews"
    domain = "ashkezarnews.ir"
    family = WordPress(
        kicker=("section.single small.subtitle",),
        boilerplate=(*WordPress.boilerplate, ".shorten_url"),
    )
