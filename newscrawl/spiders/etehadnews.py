from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class EtehadnewsSpider(NewsSpider):
    name = "etehadnews"
    domain = "etehadnews.com"
    family = WordPress()
    checked = "declared from second-hand selectors; no address of an article known"
