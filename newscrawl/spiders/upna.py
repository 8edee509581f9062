from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class UpnaSpider(NewsSpider):
    name = "upna"
    domain = "upna.ir"
    family = WordPress()
