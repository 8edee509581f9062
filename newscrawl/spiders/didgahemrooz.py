from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class DidgahemroozSpider(NewsSpider):
    name = "didgahemrooz"
    domain = "didgahemrooz.ir"
    family = Asam.with_more(sections=(".news-short-info ul li a",))
