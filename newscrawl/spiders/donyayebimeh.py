from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class DonyayebimehSpider(NewsSpider):
    name = "donyayebimeh"
    domain = "donyayebimeh.ir"
    family = WordPress()
