from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class Varzesh360Spider(NewsSpider):
    name = "varzesh360"
    domain = "varzesh360.com"
    family = Asam()
