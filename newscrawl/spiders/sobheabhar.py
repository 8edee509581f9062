from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SobheabharSpider(NewsSpider):
    name = "sobheabhar"
    domain = "sobheabhar.ir"
    family = WordPress()
