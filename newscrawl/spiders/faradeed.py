from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class FaradeedSpider(NewsSpider):
    name = "faradeed"
    domain = "faradeed.ir"
    title = "فرادید"
    family = Asam.with_more(tags=("a.tag_item",))
