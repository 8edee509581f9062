from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class Eghtesad100Spider(NewsSpider):
    name = "eghtesad100"
    domain = "eghtesad100.ir"
    family = Asam()
