from newscrawl.cms.esnews import EsNews
from newscrawl.spider import NewsSpider


class BazresiSpider(NewsSpider):
    name = "bazresi"
    domain = "bazresi.ir"
    family = EsNews(home="/news")
