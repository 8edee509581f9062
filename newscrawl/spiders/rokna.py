from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class RoknaSpider(NewsSpider):
    name = "rokna"
    domain = "rokna.net"
    title = "رکنا"
    family = Asam()
