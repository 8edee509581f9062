from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class PayarnewsSpider(NewsSpider):
    name = "payarnews"
    domain = "payarnews.ir"
    family = WordPress()
