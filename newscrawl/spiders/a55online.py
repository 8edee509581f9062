from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class A55onlineSpider(NewsSpider):
    name = "a55online"
    domain = "55online.news"
    family = Asam()
