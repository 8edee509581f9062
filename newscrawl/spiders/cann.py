from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class CannSpider(NewsSpider):
    name = "cann"
    domain = "cann.ir"
    family = Asam()
