from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class TahririehSpider(NewsSpider):
    name = "tahririeh"
    domain = "tahririeh.com"
    title = "تحریریه"
    family = Nastooh()
