from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class ShomavaeghtesadSpider(NewsSpider):
    name = "shomavaeghtesad"
    domain = "shomavaeghtesad.com"
    family = Asam.with_more(body=(".res",))
