from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class EskanunionSpider(NewsSpider):
    name = "eskanunion"
    domain = "eskanunion.com"
    family = WordPress()
