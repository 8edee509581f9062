from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class OfoghtehranSpider(NewsSpider):
    name = "ofoghtehran"
    domain = "ofoghtehran.ir"
    family = WordPress()
