from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class DonyayemadanSpider(NewsSpider):
    name = "donyayemadan"
    domain = "donyayemadan.com"
    family = Asam()
