from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class BehzistiSpider(NewsSpider):
    name = "behzisti"
    domain = "behzisti.ir"
    family = Nastooh()
