from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class RailnewsSpider(NewsSpider):
    name = "railnews"
    domain = "railnews.ir"
    family = WordPress(sections=("a.category",), tags=(".the-post-tags a",))
