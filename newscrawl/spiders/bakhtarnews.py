from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class BakhtarnewsSpider(NewsSpider):
    name = "bakhtarnews"
    domain = "bakhtarnews.af"
    family = WordPress(home="/dr", ignored=("/uz",))
