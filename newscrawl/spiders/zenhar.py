from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class ZenharSpider(NewsSpider):
    name = "zenhar"
    domain = "zenhar.news"
    family = Asam.with_more(body=(".echo-detail div",))
