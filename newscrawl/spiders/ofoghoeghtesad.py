from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class OfoghoeghtesadSpider(NewsSpider):
    name = "ofoghoeghtesad"
    domain = "ofoghoeghtesad.ir"
    family = WordPress()
