from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class KermanenoSpider(NewsSpider):
    name = "kermaneno"
    domain = "kermaneno.ir"
    family = WordPress()
