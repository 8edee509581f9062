from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class ArmansharghSpider(NewsSpider):
    name = "armanshargh"
    domain = "armanshargh.ir"
    family = WordPress()
