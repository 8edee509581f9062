from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class GolvaniSpider(NewsSpider):
    name = "golvani"
    domain = "golvani.ir"
    family = WordPress()
