from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class RasanashrSpider(NewsSpider):
    name = "rasanashr"
    domain = "rasanashr.ir"
    family = WordPress()
