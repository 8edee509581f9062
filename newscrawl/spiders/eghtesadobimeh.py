from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class EghtesadobimehSpider(NewsSpider):
    name = "eghtesadobimeh"
    domain = "eghtesadobimeh.ir"
    family = WordPress(published=("section.single ul > li:nth-child(2) > b",))
