from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class TitrekootahSpider(NewsSpider):
    name = "titrekootah"
    domain = "titrekootah.ir"
    family = Asam.with_more(sections=(".right_breadcrumb a",))
    checked = "declared from second-hand selectors; no address of an article known"
