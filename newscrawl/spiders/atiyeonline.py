from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class AtiyeonlineSpider(NewsSpider):
    name = "atiyeonline"
    domain = "atiyeonline.ir"
    title = "آتیه آنلاین"
    family = Nastooh()
