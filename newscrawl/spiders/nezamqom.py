from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class NezamqomSpider(NewsSpider):
    name = "nezamqom"
    domain = "nezamqom.ir"
    family = Nastooh()
