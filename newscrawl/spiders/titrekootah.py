from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class TitrekootahSpider(NewsSpider):
    name = "titrekootah"
    domain = "titrekootah.ir"
    family = Asam()
