from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class KhabarbinonlineSpider(NewsSpider):
    name = "khabarbinonline"
    domain = "khabarbinonline.ir"
    family = WordPress()
