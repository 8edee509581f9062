from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class ImnaSpider(NewsSpider):
    name = "imna"
    domain = "imna.ir"
    title = "ایمنا"
    family = Nastooh()
