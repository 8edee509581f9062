from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AlnajmSpider(NewsSpider):
    name = "alnajm"
    domain = "alnajm.ir"
    family = WordPress()
