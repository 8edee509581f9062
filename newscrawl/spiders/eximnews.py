from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class EximnewsSpider(NewsSpider):
    name = "eximnews"
    domain = "eximnews.ir"
    family = Nastooh()
