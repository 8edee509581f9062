from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class SpnfaSpider(NewsSpider):
    name = "spnfa"
    domain = "spnfa.ir"
    family = Generic()
