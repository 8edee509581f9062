from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class MemarSpider(NewsSpider):
    name = "memar"
    domain = "memar.press"
    family = WordPress()
