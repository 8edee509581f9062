from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class MonibanSpider(NewsSpider):
    name = "moniban"
    domain = "moniban.ir"
    family = Asam()
