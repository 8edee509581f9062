from newscrawl.cms.joomla import Joomla
from newscrawl.spider import NewsSpider


class MashalnewsSpider(NewsSpider):
    name = "mashalnews"
    domain = "mashalnews.ir"
    family = Joomla()
