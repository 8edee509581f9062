from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class VigiatoSpider(NewsSpider):
    name = "vigiato"
    domain = "vigiato.net"
    family = WordPress(body=(".content",))
