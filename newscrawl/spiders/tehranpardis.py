from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class TehranpardisSpider(NewsSpider):
    name = "tehranpardis"
    domain = "tehranpardis.ir"
    family = WordPress()
