from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class CafehdaneshSpider(NewsSpider):
    name = "cafehdanesh"
    domain = "cafehdanesh.ir"
    family = WordPress()
