from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class MirmalasSpider(NewsSpider):
    name = "mirmalas"
    domain = "mirmalas.com"
    family = WordPress()
