from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class PrisonsSpider(NewsSpider):
    name = "prisons"
    domain = "prisons.ir"
    family = Nastooh.with_more(body=(".item-body",))
