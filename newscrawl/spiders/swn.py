from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SwnSpider(NewsSpider):
    name = "swn"
    domain = "swn.af"
    family = WordPress(ignored=("/uz", "/ps"))
