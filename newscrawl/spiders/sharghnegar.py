from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SharghnegarSpider(NewsSpider):
    name = "sharghnegar"
    domain = "sharghnegar.ir"
    family = WordPress()
