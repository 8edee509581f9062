from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class MasireqtesadSpider(NewsSpider):
    name = "masireqtesad"
    domain = "masireqtesad.ir"
    family = WordPress(kicker=(".top_title",), body=("section.single .content",))
