from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SaatesalamatSpider(NewsSpider):
    name = "saatesalamat"
    domain = "saatesalamat.ir"
    family = WordPress(tags=(".elementor-post-info__terms-list a",))
