from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class VarzeshqSpider(NewsSpider):
    name = "varzeshq"
    domain = "varzeshq.ir"
    family = WordPress()
