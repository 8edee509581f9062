from newscrawl.cms.esnews import EsNews
from newscrawl.spider import NewsSpider


class IvoSpider(NewsSpider):
    name = "ivo"
    domain = "ivo.ir"
    family = EsNews()
