from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class DonyayekhodroSpider(NewsSpider):
    name = "donyayekhodro"
    domain = "donyayekhodro.com"
    title = "دنیای خودرو"
    family = Nastooh()
