from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class HarikakhabarSpider(NewsSpider):
    name = "harikakhabar"
    domain = "harikakhabar.ir"
    family = WordPress()
