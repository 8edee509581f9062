from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class HonaronlineSpider(NewsSpider):
    name = "honaronline"
    domain = "honaronline.ir"
    title = "هنرآنلاین"
    family = Asam.with_more(feeds=("/fa/feeds/all",), lead=("p.mp_lead",), tags=(".word_key a",))
