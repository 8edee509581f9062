from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class BaeghtesadSpider(NewsSpider):
    name = "baeghtesad"
    domain = "baeghtesad.com"
    family = Asam()
