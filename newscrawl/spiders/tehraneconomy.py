from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class TehraneconomySpider(NewsSpider):
    name = "tehraneconomy"
    domain = "tehraneconomy.ir"
    family = WordPress()
