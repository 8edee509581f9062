from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class BaghestannewsSpider(NewsSpider):
    name = "baghestannews"
    domain = "baghestannews.ir"
    family = WordPress()
    checked = "declared from second-hand selectors; no address of an article known"
