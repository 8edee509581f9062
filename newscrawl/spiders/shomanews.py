from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class ShomanewsSpider(NewsSpider):
    name = "shomanews"
    domain = "shomanews.com"
    family = Asam()
