from newscrawl.cms.joomla import Joomla
from newscrawl.spider import NewsSpider


class EstenadnewsSpider(NewsSpider):
    name = "estenadnews"
    domain = "estenadnews.ir"
    family = Joomla()
