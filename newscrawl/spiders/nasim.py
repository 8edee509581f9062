from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class NasimSpider(NewsSpider):
    name = "nasim"
    domain = "nasim.news"
    family = Asam()
