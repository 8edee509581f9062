from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class OstanEsSpider(NewsSpider):
    name = "ostan_es"
    domain = "ostan-es.ir"
    family = WordPress(lead=(".the-content-post > div:nth-child(3) > strong",))
