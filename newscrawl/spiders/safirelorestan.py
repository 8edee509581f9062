from newscrawl.cms.joomla import Joomla
from newscrawl.spider import NewsSpider


class SafirelorestanSpider(NewsSpider):
    name = "safirelorestan"
    domain = "safirelorestan.ir"
    family = Joomla()
