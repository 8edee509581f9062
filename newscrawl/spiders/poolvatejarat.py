from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class PoolvatejaratSpider(NewsSpider):
    name = "poolvatejarat"
    domain = "poolvatejarat.ir"
    family = WordPress(body=(".singlePost-post .content",))
