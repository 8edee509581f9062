from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class HormozgantodaySpider(NewsSpider):
    name = "hormozgantoday"
    domain = "hormozgantoday.ir"
    family = WordPress()
