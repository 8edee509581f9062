from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class KeshavarzplusSpider(NewsSpider):
    name = "keshavarzplus"
    domain = "keshavarzplus.com"
    family = Asam()
