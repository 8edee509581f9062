from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class MamlekatonlineSpider(NewsSpider):
    name = "mamlekatonline"
    domain = "mamlekatonline.ir"
    family = Asam.with_more(body=(".echo_detail_inner",))
