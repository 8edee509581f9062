from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class Fut5alSpider(NewsSpider):
    name = "fut5al"
    domain = "fut5al.ir"
    family = WordPress()
