from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class BazkhabarSpider(NewsSpider):
    name = "bazkhabar"
    domain = "bazkhabar.ir"
    family = WordPress(lead=(".news-summary",))
