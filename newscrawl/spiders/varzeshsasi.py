from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class VarzeshsasiSpider(NewsSpider):
    name = "varzeshsasi"
    domain = "varzeshsasi.ir"
    family = WordPress()
