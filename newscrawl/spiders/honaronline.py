from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class HonaronlineSpider(NewsSpider):
    name = "honaronline"
    domain = "honaronline.ir"
    title = "هنرآنلاین"
    family = Asam()
