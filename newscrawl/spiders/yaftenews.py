from newscrawl.cms.joomla import Joomla
from newscrawl.spider import NewsSpider


class YaftenewsSpider(NewsSpider):
    name = "yaftenews"
    domain = "yaftenews.ir"
    family = Joomla()
