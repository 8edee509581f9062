from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class IwnaSpider(NewsSpider):
    name = "iwna"
    domain = "iwna.ir"
    family = WordPress()
