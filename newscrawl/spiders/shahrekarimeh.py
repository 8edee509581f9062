from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class ShahrekarimehSpider(NewsSpider):
    name = "shahrekarimeh"
    domain = "shahrekarimeh.ir"
    family = WordPress()
