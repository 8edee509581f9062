from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class PerspolisnewsSpider(NewsSpider):
    name = "perspolisnews"
    domain = "perspolisnews.com"
    family = WordPress()
