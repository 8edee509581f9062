from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class BankerSpider(NewsSpider):
    name = "banker"
    domain = "banker.ir"
    family = WordPress()
