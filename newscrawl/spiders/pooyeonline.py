from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class PooyeonlineSpider(NewsSpider):
    name = "pooyeonline"
    domain = "pooyeonline.ir"
    family = WordPress()
