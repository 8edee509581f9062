from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class Tapesh3Spider(NewsSpider):
    name = "tapesh3"
    domain = "tapesh3.com"
    family = Asam()
