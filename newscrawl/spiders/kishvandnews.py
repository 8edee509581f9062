from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class KishvandnewsSpider(NewsSpider):
    name = "kishvandnews"
    domain = "kishvandnews.ir"
    family = WordPress()
