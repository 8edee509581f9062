from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class OfoghnewsSpider(NewsSpider):
    name = "ofoghnews"
    domain = "ofoghnews.ir"
    family = WordPress()
