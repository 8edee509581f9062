from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class TehrannewsSpider(NewsSpider):
    name = "tehrannews"
    domain = "tehrannews.ir"
    family = Nastooh()
