from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class EconegarSpider(NewsSpider):
    name = "econegar"
    domain = "econegar.com"
    family = Asam()
