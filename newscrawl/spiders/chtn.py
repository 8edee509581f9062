from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class ChtnSpider(NewsSpider):
    name = "chtn"
    domain = "chtn.ir"
    title = "میراث آریا"
    family = Nastooh()
