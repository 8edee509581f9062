from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class KhatebazarSpider(NewsSpider):
    name = "khatebazar"
    domain = "khatebazar.ir"
    family = WordPress()
    checked = "declared from second-hand selectors; no address of an article known"
