from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class TinnSpider(NewsSpider):
    name = "tinn"
    domain = "tinn.ir"
    title = "تین نیوز"
    family = Asam.with_more(tags=(".keyword a",))
