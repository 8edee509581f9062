from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AinewsSpider(NewsSpider):
    name = "ainews"
    domain = "ainews.ir"
    family = WordPress()
