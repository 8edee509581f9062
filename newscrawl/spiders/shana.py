from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class ShanaSpider(NewsSpider):
    name = "shana"
    domain = "shana.ir"
    title = "شانا"
    family = Nastooh()
