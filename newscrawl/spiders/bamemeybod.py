from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class BamemeybodSpider(NewsSpider):
    name = "bamemeybod"
    domain = "bamemeybod.ir"
    family = WordPress()
