from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class ShahrSpider(NewsSpider):
    name = "shahr"
    domain = "shahr.ir"
    family = Nastooh.with_more(kicker=(".subtitle",))
