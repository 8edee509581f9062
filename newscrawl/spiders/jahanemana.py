from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class JahanemanaSpider(NewsSpider):
    name = "jahanemana"
    domain = "jahanemana.ir"
    family = Asam()
