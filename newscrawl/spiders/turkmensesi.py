from newscrawl.cms.joomla import Joomla
from newscrawl.spider import NewsSpider


class TurkmensesiSpider(NewsSpider):
    name = "turkmensesi"
    domain = "turkmensesi.net"
    family = Joomla()
    checked = "declared from second-hand selectors; no address of an article known"
