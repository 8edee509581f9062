from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AsrkarSpider(NewsSpider):
    name = "asrkar"
    domain = "asrkar.ir"
    family = WordPress(scheme="http")
