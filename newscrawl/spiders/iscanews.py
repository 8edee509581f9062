from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class IscanewsSpider(NewsSpider):
    name = "iscanews"
    domain = "iscanews.ir"
    title = "ایسکانیوز"
    family = Nastooh()
