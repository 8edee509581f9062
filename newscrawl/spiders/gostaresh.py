from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class GostareshSpider(NewsSpider):
    name = "gostaresh"
    domain = "gostaresh.news"
    title = "گسترش نیوز"
    family = Asam()
