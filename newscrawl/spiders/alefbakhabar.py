from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AlefbakhabarSpider(NewsSpider):
    name = "alefbakhabar"
    domain = "alefbakhabar.com"
    family = WordPress(tags=("a.elementor-post-info__terms-list-item",))
