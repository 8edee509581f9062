from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class PanahemardomnewsSpider(NewsSpider):
    name = "panahemardomnews"
    domain = "panahemardomnews.ir"
    family = WordPress()
