from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class GhaznawyantvSpider(NewsSpider):
    name = "ghaznawyantv"
    domain = "ghaznawyantv.com"
    family = WordPress(title=("h2.pgtitle",))
