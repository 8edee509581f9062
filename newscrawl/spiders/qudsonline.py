from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class QudsonlineSpider(NewsSpider):
    name = "qudsonline"
    domain = "qudsonline.ir"
    title = "قدس آنلاین"
    family = Nastooh()
