from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class ShahidyaranSpider(NewsSpider):
    name = "shahidyaran"
    domain = "shahidyaran.ir"
    family = WordPress()
