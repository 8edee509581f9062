from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class IranartSpider(NewsSpider):
    name = "iranart"
    domain = "iranart.news"
    title = "ایران آرت"
    family = Asam()
