from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class BoyernewsSpider(NewsSpider):
    name = "boyernews"
    domain = "boyernews.com"
    family = WordPress(lead=(".panel-default .subtitle",), body=(".panel-default .content",))
