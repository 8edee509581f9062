from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class SenaSpider(NewsSpider):
    name = "sena"
    domain = "sena.ir"
    title = "سنا"
    family = Nastooh()
