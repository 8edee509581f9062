from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class IlnaSpider(NewsSpider):
    name = "ilna"
    domain = "ilna.ir"
    title = "ایلنا"
    family = Asam()
