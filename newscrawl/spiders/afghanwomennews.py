from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AfghanwomennewsSpider(NewsSpider):
    name = "afghanwomennews"
    domain = "afghanwomennews.com"
    family = WordPress()
