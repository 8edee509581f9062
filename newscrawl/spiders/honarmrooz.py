from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class HonarmroozSpider(NewsSpider):
    name = "honarmrooz"
    domain = "honarmrooz.com"
    family = Asam()
