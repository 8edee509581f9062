from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class KhabaronlineSpider(NewsSpider):
    name = "khabaronline"
    domain = "khabaronline.ir"
    title = "خبرآنلاین"
    family = Nastooh()
