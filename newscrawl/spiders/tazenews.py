from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class TazenewsSpider(NewsSpider):
    name = "tazenews"
    domain = "tazenews.com"
    family = WordPress()
    checked = "declared from second-hand selectors; no address of an article known"
