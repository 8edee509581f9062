from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class A8amSpider(NewsSpider):
    name = "a8am"
    domain = "8am.media"
    family = WordPress(home="/fa", ignored=("/uz", "/ps"))
