from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class NeshanonlineSpider(NewsSpider):
    name = "neshanonline"
    domain = "neshanonline.com"
    family = Asam()
