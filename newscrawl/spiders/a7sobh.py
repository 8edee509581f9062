from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class A7sobhSpider(NewsSpider):
    name = "a7sobh"
    domain = "7sobh.com"
    title = "هفت صبح"
    family = Asam()
