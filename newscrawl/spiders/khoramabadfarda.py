from newscrawl.cms.joomla import Joomla
from newscrawl.spider import NewsSpider


class KhoramabadfardaSpider(NewsSpider):
    name = "khoramabadfarda"
    domain = "khoramabadfarda.ir"
    family = Joomla()
    checked = "declared from second-hand selectors; no address of an article known"
