from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class RasadeghtesadiSpider(NewsSpider):
    name = "rasadeghtesadi"
    domain = "rasadeghtesadi.com"
    family = Asam()
