from newscrawl.cms.joomla import Joomla
from newscrawl.spider import NewsSpider


class EghtesadbazarSpider(NewsSpider):
    name = "eghtesadbazar"
    domain = "eghtesadbazar.ir"
    family = Joomla()
    checked = "declared from second-hand selectors; no address of an article known"
