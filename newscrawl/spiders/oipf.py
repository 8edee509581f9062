from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class OipfSpider(NewsSpider):
    name = "oipf"
    domain = "oipf.ir"
    family = Nastooh()
