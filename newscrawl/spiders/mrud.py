from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class MrudSpider(NewsSpider):
    name = "mrud"
    domain = "news.mrud.ir"
    family = Nastooh()
