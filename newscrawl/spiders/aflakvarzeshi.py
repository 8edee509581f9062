from newscrawl.cms.joomla import Joomla
from newscrawl.spider import NewsSpider


class AflakvarzeshiSpider(NewsSpider):
    name = "aflakvarzeshi"
    domain = "aflakvarzeshi.ir"
    family = Joomla()
