from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class SedayebourseSpider(NewsSpider):
    name = "sedayebourse"
    domain = "sedayebourse.ir"
    title = "صدای بورس"
    family = Nastooh()
