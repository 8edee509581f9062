from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SangneveshteSpider(NewsSpider):
    name = "sangneveshte"
    domain = "sangneveshte.ir"
    family = WordPress(kicker=(".onliner_rutitr_akhv",), body=(".lead1",))
