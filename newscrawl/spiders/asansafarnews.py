from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AsansafarnewsSpider(NewsSpider):
    name = "asansafarnews"
    domain = "asansafarnews.ir"
    family = WordPress()
