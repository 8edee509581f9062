from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class KhafnewsSpider(NewsSpider):
    name = "khafnews"
    domain = "khafnews.ir"
    family = WordPress()
