from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class A3emtiyazSpider(NewsSpider):
    name = "a3emtiyaz"
    domain = "3emtiyaz.ir"
    family = WordPress()
