from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class ImereportSpider(NewsSpider):
    name = "imereport"
    domain = "imereport.ir"
    family = Nastooh()
