from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class KurdpressSpider(NewsSpider):
    name = "kurdpress"
    domain = "kurdpress.com"
    family = Nastooh.with_more(body=(".item-text",))
