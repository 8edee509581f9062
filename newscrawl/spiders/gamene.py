from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class GameneSpider(NewsSpider):
    name = "gamene"
    domain = "gamene.ws"
    family = WordPress()
