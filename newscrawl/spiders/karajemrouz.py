from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class KarajemrouzSpider(NewsSpider):
    name = "karajemrouz"
    domain = "karajemrouz.ir"
    family = Nastooh()
