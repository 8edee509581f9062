from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class CinemaeinewsSpider(NewsSpider):
    name = "cinemaeinews"
    domain = "cinemaeinews.ir"
    family = WordPress()
