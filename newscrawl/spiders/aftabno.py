from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AftabnoSpider(NewsSpider):
    name = "aftabno"
    domain = "aftabno.ir"
    family = WordPress()
