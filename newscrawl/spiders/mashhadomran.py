from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class MashhadomranSpider(NewsSpider):
    name = "mashhadomran"
    domain = "mashhadomran.ir"
    family = WordPress()
