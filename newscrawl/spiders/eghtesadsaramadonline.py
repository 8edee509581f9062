from newscrawl.cms.joomla import Joomla
from newscrawl.spider import NewsSpider


class EghtesadsaramadonlineSpider(NewsSpider):
    name = "eghtesadsaramadonline"
    domain = "eghtesadsaramadonline.ir"
    family = Joomla()
