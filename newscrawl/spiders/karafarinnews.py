from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class KarafarinnewsSpider(NewsSpider):
    name = "karafarinnews"
    domain = "karafarinnews.ir"
    family = Nastooh()
