from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class DailytelegraphSpider(NewsSpider):
    name = "dailytelegraph"
    domain = "dailytelegraph.ir"
    family = WordPress()
