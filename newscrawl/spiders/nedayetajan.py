from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class NedayetajanSpider(NewsSpider):
    name = "nedayetajan"
    domain = "nedayetajan.ir"
    family = WordPress(published=("section.single ul > li:nth-child(2) > b",))
