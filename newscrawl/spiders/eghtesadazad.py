from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class EghtesadazadSpider(NewsSpider):
    name = "eghtesadazad"
    domain = "eghtesadazad.com"
    family = WordPress(body=(".single--middle",))
