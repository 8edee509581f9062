from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class HuzhkhabarSpider(NewsSpider):
    name = "huzhkhabar"
    domain = "huzhkhabar.ir"
    family = WordPress()
