from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SooknewsSpider(NewsSpider):
    name = "sooknews"
    domain = "sooknews.ir"
    family = WordPress()
