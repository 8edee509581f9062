from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class ShahreboursSpider(NewsSpider):
    name = "shahrebours"
    domain = "shahrebours.com"
    family = WordPress()
