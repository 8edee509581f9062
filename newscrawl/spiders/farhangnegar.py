from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class FarhangnegarSpider(NewsSpider):
    name = "farhangnegar"
    domain = "farhangnegar.ir"
    family = WordPress()
