from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class TechnaSpider(NewsSpider):
    name = "techna"
    domain = "techna.news"
    family = WordPress()
