from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class RazminewsSpider(NewsSpider):
    name = "razminews"
    domain = "razminews.ir"
    family = WordPress()
