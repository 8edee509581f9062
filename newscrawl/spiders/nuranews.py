from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class NuranewsSpider(NewsSpider):
    name = "nuranews"
    domain = "nuranews.ir"
    family = WordPress()
