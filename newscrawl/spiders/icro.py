from newscrawl.cms.esnews import EsNews
from newscrawl.spider import NewsSpider


class IcroSpider(NewsSpider):
    name = "icro"
    domain = "icro.ir"
    family = EsNews()
