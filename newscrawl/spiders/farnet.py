from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class FarnetSpider(NewsSpider):
    name = "farnet"
    domain = "farnet.io"
    family = WordPress(sections=(".post-header-title span.term-badge a",))
