from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class KohnaninewsSpider(NewsSpider):
    name = "kohnaninews"
    domain = "kohnaninews.ir"
    family = WordPress(tags=(".news-tag-single a",))
