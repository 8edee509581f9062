from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class ArshehonlineSpider(NewsSpider):
    name = "arshehonline"
    domain = "arshehonline.com"
    family = Asam()
