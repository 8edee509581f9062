from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class NamanameSpider(NewsSpider):
    name = "namaname"
    domain = "namaname.ir"
    family = WordPress()
