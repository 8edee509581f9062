from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class FeraghnewsSpider(NewsSpider):
    name = "feraghnews"
    domain = "feraghnews.ir"
    family = WordPress()
