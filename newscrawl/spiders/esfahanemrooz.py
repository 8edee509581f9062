from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class EsfahanemroozSpider(NewsSpider):
    name = "esfahanemrooz"
    domain = "esfahanemrooz.ir"
    family = Asam.with_more(sections=(".li_item a",))
    checked = "declared from second-hand selectors; no address of an article known"
