from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class TaraznameheghtesadSpider(NewsSpider):
    name = "taraznameheghtesad"
    domain = "taraznameheghtesad.ir"
    family = Asam()
