from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class PayamekhanevadehSpider(NewsSpider):
    name = "payamekhanevadeh"
    domain = "payamekhanevadeh.ir"
    family = Nastooh()
