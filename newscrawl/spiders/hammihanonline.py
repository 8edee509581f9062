from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class HammihanonlineSpider(NewsSpider):
    name = "hammihanonline"
    domain = "hammihanonline.ir"
    title = "هم‌میهن آنلاین"
    family = Asam()
