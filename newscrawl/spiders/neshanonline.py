from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class NeshanonlineSpider(NewsSpider):
    name = "neshanonline"
    domain = "neshanonline.com"
    family = Asam.with_more(body=("[itemprop='contentUrl']",), tags=("#keyword div a",))
