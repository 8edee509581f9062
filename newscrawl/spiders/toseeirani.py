from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class ToseeiraniSpider(NewsSpider):
    name = "toseeirani"
    domain = "toseeirani.ir"
    title = "توسعه ایرانی"
    family = Asam()
