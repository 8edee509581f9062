from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class ChekadSpider(NewsSpider):
    name = "chekad"
    domain = "chekad.tv"
    family = WordPress()
