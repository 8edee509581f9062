from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class SafheeghtesadSpider(NewsSpider):
    name = "safheeghtesad"
    domain = "safheeghtesad.ir"
    family = Asam()
