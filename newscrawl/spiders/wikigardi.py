from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class WikigardiSpider(NewsSpider):
    name = "wikigardi"
    domain = "wikigardi.ir"
    family = Asam.with_more(tags=(".tags ul li a",))
