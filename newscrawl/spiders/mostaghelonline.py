from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class MostaghelonlineSpider(NewsSpider):
    name = "mostaghelonline"
    domain = "mostaghelonline.com"
    family = Asam()
