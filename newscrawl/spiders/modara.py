from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class ModaraSpider(NewsSpider):
    name = "modara"
    domain = "modara.ir"
    family = WordPress(lead=(".texttittlesmalldakheli",), body=(".content-single-hk",))
