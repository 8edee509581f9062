from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class HaftgardSpider(NewsSpider):
    name = "haftgard"
    domain = "haftgard.ir"
    family = WordPress(body=(".item-text",))
