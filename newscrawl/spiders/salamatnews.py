from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class SalamatnewsSpider(NewsSpider):
    name = "salamatnews"
    domain = "salamatnews.com"
    title = "سلامت نیوز"
    family = Nastooh()
