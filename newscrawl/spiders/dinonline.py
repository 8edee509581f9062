from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class DinonlineSpider(NewsSpider):
    name = "dinonline"
    domain = "dinonline.com"
    family = WordPress()
