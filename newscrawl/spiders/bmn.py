from newscrawl.cms.esnews import EsNews
from newscrawl.spider import NewsSpider


class BmnSpider(NewsSpider):
    name = "bmn"
    domain = "bmn.ir"
    family = EsNews(home="/اخبار")
