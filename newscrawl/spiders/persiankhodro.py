from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class PersiankhodroSpider(NewsSpider):
    name = "persiankhodro"
    domain = "persiankhodro.com"
    title = "پرشین خودرو"
    family = Nastooh()
