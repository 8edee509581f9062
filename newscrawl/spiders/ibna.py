from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class IbnaSpider(NewsSpider):
    name = "ibna"
    domain = "ibna.ir"
    title = "ایبنا"
    family = Nastooh.with_more(title=(".item-title",))
