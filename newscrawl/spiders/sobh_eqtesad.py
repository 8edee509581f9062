from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SobhEqtesadSpider(NewsSpider):
    name = "sobh_eqtesad"
    domain = "sobh-eqtesad.ir"
    family = WordPress(articles=("/{headline}/{word}",))
