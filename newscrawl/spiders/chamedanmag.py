from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class ChamedanmagSpider(NewsSpider):
    name = "chamedanmag"
    domain = "chamedanmag.com"
    family = Nastooh()
