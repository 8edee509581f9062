from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class KanoonnewsSpider(NewsSpider):
    name = "kanoonnews"
    domain = "kanoonnews.ir"
    family = Nastooh()
