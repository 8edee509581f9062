from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class EconapressSpider(NewsSpider):
    name = "econapress"
    domain = "econapress.com"
    family = Asam()
