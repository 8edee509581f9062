from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class NofehSpider(NewsSpider):
    name = "nofeh"
    domain = "nofeh.ir"
    family = WordPress()
