from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class MehrnewsSpider(NewsSpider):
    name = "mehrnews"
    domain = "mehrnews.com"
    title = "خبرگزاری مهر"
    family = Nastooh()
