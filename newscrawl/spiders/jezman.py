from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class JezmanSpider(NewsSpider):
    name = "jezman"
    domain = "jezman.ir"
    family = WordPress()
