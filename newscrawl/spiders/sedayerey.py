from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SedayereySpider(NewsSpider):
    name = "sedayerey"
    domain = "sedayerey.ir"
    family = WordPress()
