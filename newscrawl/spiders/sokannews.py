from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SokannewsSpider(NewsSpider):
    name = "sokannews"
    domain = "sokannews.ir"
    family = WordPress()
