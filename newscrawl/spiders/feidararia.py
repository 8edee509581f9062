from newscrawl.cms.joomla import Joomla
from newscrawl.spider import NewsSpider


class FeidarariaSpider(NewsSpider):
    name = "feidararia"
    domain = "feidararia.ir"
    family = Joomla(sections=(".breadcrumb-item a",))
