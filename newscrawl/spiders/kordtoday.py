from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class KordtodaySpider(NewsSpider):
    name = "kordtoday"
    domain = "kordtoday.com"
    family = WordPress()
