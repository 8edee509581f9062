from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class TahlilbazaarSpider(NewsSpider):
    name = "tahlilbazaar"
    domain = "tahlilbazaar.com"
    family = Nastooh()
