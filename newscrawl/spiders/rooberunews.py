from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class RooberunewsSpider(NewsSpider):
    name = "rooberunews"
    domain = "rooberunews.ir"
    family = Asam()
