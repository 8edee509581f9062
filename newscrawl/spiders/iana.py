from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class IanaSpider(NewsSpider):
    name = "iana"
    domain = "iana.ir"
    title = "ایانا"
    family = Asam.with_more(sections=(".breadcrumb-inner li",))
