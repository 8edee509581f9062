from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class GadgetnewsSpider(NewsSpider):
    name = "gadgetnews"
    domain = "gadgetnews.net"
    family = WordPress()
