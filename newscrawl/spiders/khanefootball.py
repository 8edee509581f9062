from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class KhanefootballSpider(NewsSpider):
    name = "khanefootball"
    domain = "khanefootball.com"
    family = Asam()
