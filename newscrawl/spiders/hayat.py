from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class HayatSpider(NewsSpider):
    name = "hayat"
    domain = "hayat.ir"
    family = Nastooh.with_more(body=(".item-text",))
    checked = "declared from second-hand selectors; no address of an article known"
