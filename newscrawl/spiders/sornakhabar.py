from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class SornakhabarSpider(NewsSpider):
    name = "sornakhabar"
    domain = "sornakhabar.com"
    family = Asam()
