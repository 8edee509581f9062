from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class TasnimnewsSpider(NewsSpider):
    name = "tasnimnews"
    domain = "tasnimnews.com"
    title = "خبرگزاری تسنیم"
    family = Asam()
