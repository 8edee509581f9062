from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class TalayedarankhabarSpider(NewsSpider):
    name = "talayedarankhabar"
    domain = "talayedarankhabar.ir"
    family = WordPress()
