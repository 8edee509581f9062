from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class TebnaSpider(NewsSpider):
    name = "tebna"
    domain = "tebna.ir"
    title = "طبنا"
    family = Nastooh.with_more(body=(".item-body",))
