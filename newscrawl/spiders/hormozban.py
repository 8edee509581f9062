from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class HormozbanSpider(NewsSpider):
    name = "hormozban"
    domain = "hormozban.ir"
    family = WordPress()
