from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class BerouztarinhaSpider(NewsSpider):
    name = "berouztarinha"
    domain = "berouztarinha.ir"
    family = WordPress()
