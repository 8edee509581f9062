from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class Shahr20Spider(NewsSpider):
    name = "shahr20"
    domain = "shahr20.ir"
    family = WordPress()
