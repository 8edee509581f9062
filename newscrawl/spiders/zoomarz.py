from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class ZoomarzSpider(NewsSpider):
    name = "zoomarz"
    domain = "zoomarz.com"
    family = WordPress(sections=(".elementor-post-info__item--type-custom a",))
