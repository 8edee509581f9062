from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class FabanewsSpider(NewsSpider):
    name = "fabanews"
    domain = "fabanews.com"
    family = WordPress(title=(".elementor-page-title .elementor-heading-title",))
