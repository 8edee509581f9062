from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class TaranewsSpider(NewsSpider):
    name = "taranews"
    domain = "taranews.ir"
    family = WordPress()
