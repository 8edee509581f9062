from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class BidarbourseSpider(NewsSpider):
    name = "bidarbourse"
    domain = "bidarbourse.com"
    family = Nastooh()
