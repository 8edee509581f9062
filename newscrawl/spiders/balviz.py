from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class BalvizSpider(NewsSpider):
    name = "balviz"
    domain = "balviz.ir"
    family = WordPress()
