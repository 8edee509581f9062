from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class FarhangpressSpider(NewsSpider):
    name = "farhangpress"
    domain = "farhangpress.af"
    family = WordPress(tags=("a.elementor-post-info__terms-list-item",))
