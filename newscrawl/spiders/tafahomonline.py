from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class TafahomonlineSpider(NewsSpider):
    name = "tafahomonline"
    domain = "tafahomonline.ir"
    family = WordPress(articles=("/{headline}/{number}",))
