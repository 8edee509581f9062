from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class MamlekatemaSpider(NewsSpider):
    name = "mamlekatema"
    domain = "mamlekatema.ir"
    family = Asam(scheme="http")
