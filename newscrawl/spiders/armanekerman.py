from newscrawl.cms.studiokhabar import StudioKhabar
from newscrawl.spider import NewsSpider


class ArmanekermanSpider(NewsSpider):
    name = "armanekerman"
    domain = "armanekerman.ir"
    family = StudioKhabar()
