from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class IanaSpider(NewsSpider):
    name = "iana"
    domain = "iana.ir"
    title = "ایانا"
    family = Asam()
