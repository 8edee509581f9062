from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class IfsmSpider(NewsSpider):
    name = "ifsm"
    domain = "ifsm.ir"
    family = Nastooh()
