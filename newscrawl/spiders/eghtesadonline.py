from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class EghtesadonlineSpider(NewsSpider):
    name = "eghtesadonline"
    domain = "eghtesadonline.com"
    title = "اقتصاد آنلاین"
    family = Asam()
