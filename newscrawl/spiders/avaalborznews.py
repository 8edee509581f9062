from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AvaalborznewsSpider(NewsSpider):
    name = "avaalborznews"
    domain = "avaalborznews.ir"
    family = WordPress()
