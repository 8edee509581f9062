from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class AyandnewsSpider(NewsSpider):
    name = "ayandnews"
    domain = "ayandnews.com"
    family = Asam()
