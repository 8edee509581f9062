from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class VaghteshomalSpider(NewsSpider):
    name = "vaghteshomal"
    domain = "vaghteshomal.ir"
    family = WordPress()
