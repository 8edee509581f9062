from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SepaskhabarSpider(NewsSpider):
    name = "sepaskhabar"
    domain = "sepaskhabar.ir"
    family = WordPress()
