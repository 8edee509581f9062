from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class TanishnewsSpider(NewsSpider):
    name = "tanishnews"
    domain = "tanishnews.ir"
    family = WordPress()
