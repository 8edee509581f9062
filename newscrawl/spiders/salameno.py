from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class SalamenoSpider(NewsSpider):
    name = "salameno"
    domain = "salameno.com"
    title = "سلام نو"
    family = Nastooh()
