from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class HamshahrionlineSpider(NewsSpider):
    name = "hamshahrionline"
    domain = "hamshahrionline.ir"
    title = "همشهری آنلاین"
    family = Nastooh()
