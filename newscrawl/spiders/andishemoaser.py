from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AndishemoaserSpider(NewsSpider):
    name = "andishemoaser"
    domain = "andishemoaser.ir"
    family = WordPress(lead=(".article .f15",))
