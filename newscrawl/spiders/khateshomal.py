from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class KhateshomalSpider(NewsSpider):
    name = "khateshomal"
    domain = "khateshomal.ir"
    family = WordPress()
