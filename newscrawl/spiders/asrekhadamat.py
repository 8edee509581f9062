from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AsrekhadamatSpider(NewsSpider):
    name = "asrekhadamat"
    domain = "asrekhadamat.ir"
    family = WordPress()
