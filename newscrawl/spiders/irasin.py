from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class IrasinSpider(NewsSpider):
    name = "irasin"
    domain = "irasin.ir"
    family = Nastooh()
