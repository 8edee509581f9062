from newscrawl.cms.joomla import Joomla
from newscrawl.spider import NewsSpider


class FaryadenahavandSpider(NewsSpider):
    name = "faryadenahavand"
    domain = "faryadenahavand.ir"
    family = Joomla(scheme="http")
