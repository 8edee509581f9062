from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class BayanfardaSpider(NewsSpider):
    name = "bayanfarda"
    domain = "bayanfarda.ir"
    family = Asam()
