from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class HaftrahSpider(NewsSpider):
    name = "haftrah"
    domain = "haftrah.ir"
    family = WordPress(lead=("#the-post h2",))
