from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class EghtesadonlineSpider(NewsSpider):
    name = "eghtesadonline"
    domain = "eghtesadonline.com"
    title = "اقتصاد آنلاین"
    family = Asam.with_more(
        kicker=("article h4",),
        lead=("p.summary",),
        body=(".item-text",),
        tags=("section .box.tags ul li a",),
    )
    checked = "declared from second-hand selectors; no address of an article known"
