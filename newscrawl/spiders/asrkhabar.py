from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AsrkhabarSpider(NewsSpider):
    name = "asrkhabar"
    domain = "asrkhabar.com"
    family = WordPress()
