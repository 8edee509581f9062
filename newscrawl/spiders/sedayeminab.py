from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SedayeminabSpider(NewsSpider):
    name = "sedayeminab"
    domain = "sedayeminab.ir"
    family = WordPress()
