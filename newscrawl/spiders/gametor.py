from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class GametorSpider(NewsSpider):
    name = "gametor"
    domain = "gametor.ir"
    family = WordPress(sections=(".elementor-post-info__terms-list a",))
