from newscrawl.cms.esnews import EsNews
from newscrawl.spider import NewsSpider


class IcanaSpider(NewsSpider):
    name = "icana"
    domain = "icana.ir"
    family = EsNews()
