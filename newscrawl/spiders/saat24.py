from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class Saat24Spider(NewsSpider):
    name = "saat24"
    domain = "saat24.news"
    family = Nastooh.with_more(lead=("p.news-summary",), body=(".rich-content",))
