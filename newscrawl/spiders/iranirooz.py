from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class IraniroozSpider(NewsSpider):
    name = "iranirooz"
    domain = "iranirooz.ir"
    family = WordPress(sections=(".post-cat-wrap a",))
