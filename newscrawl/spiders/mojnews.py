from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class MojnewsSpider(NewsSpider):
    name = "mojnews"
    domain = "mojnews.com"
    title = "خبرگزاری موج"
    family = Asam()
