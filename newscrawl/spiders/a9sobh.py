from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class A9sobhSpider(NewsSpider):
    name = "a9sobh"
    domain = "9sobh.ir"
    family = Asam()
    checked = "declared from second-hand selectors; no address of an article known"
