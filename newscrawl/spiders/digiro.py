from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class DigiroSpider(NewsSpider):
    name = "digiro"
    domain = "digiro.ir"
    family = WordPress()
