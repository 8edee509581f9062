from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class DekhalatSpider(NewsSpider):
    name = "dekhalat"
    domain = "dekhalat.com"
    family = WordPress()
