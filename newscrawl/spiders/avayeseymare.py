from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AvayeseymareSpider(NewsSpider):
    name = "avayeseymare"
    domain = "avayeseymare.ir"
    family = WordPress(lead=(".leaad",), published=(".conte span:nth-child(5)",))
