from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AsrtabrizSpider(NewsSpider):
    name = "asrtabriz"
    domain = "asrtabriz.ir"
    family = WordPress()
