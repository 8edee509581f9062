from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class DaryanewsSpider(NewsSpider):
    name = "daryanews"
    domain = "daryanews.ir"
    family = WordPress(sections=(".breadpo a",), tags=("footer.entry-meta a",))
