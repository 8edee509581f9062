from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class MdeastSpider(NewsSpider):
    name = "mdeast"
    domain = "mdeast.news"
    family = WordPress(tags=(".post-bottom-tags span a",))
    checked = "declared from second-hand selectors; no address of an article known"
