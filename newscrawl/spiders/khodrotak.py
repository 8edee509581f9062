from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class KhodrotakSpider(NewsSpider):
    name = "khodrotak"
    domain = "khodrotak.com"
    family = Asam.with_more(lead=("p.clr13",), body=(".bg-news",))
