from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class ArmanmeliSpider(NewsSpider):
    name = "armanmeli"
    domain = "armanmeli.ir"
    title = "آرمان ملی"
    family = Asam()
