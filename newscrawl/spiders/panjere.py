from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class PanjereSpider(NewsSpider):
    name = "panjere"
    domain = "panjere.news"
    family = Asam()
