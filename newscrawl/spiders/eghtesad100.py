from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class Eghtesad100Spider(NewsSpider):
    name = "eghtesad100"
    domain = "eghtesad100.ir"
    family = Asam.with_more(body=("#ckeditor",))
    checked = "declared from second-hand selectors; no address of an article known"
