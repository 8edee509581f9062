from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class SmtnewsSpider(NewsSpider):
    name = "smtnews"
    domain = "smtnews.ir"
    family = Asam()
