from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class ShabestanSpider(NewsSpider):
    name = "shabestan"
    domain = "shabestan.news"
    title = "خبرگزاری شبستان"
    family = Nastooh()
