from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class MahkhabarSpider(NewsSpider):
    name = "mahkhabar"
    domain = "mahkhabar.ir"
    family = WordPress()
