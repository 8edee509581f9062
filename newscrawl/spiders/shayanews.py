from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class ShayanewsSpider(NewsSpider):
    name = "shayanews"
    domain = "shayanews.com"
    family = Asam()
