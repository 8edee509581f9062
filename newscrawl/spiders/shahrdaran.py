from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class ShahrdaranSpider(NewsSpider):
    name = "shahrdaran"
    domain = "shahrdaran.ir"
    family = WordPress()
