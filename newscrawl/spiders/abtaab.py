from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AbtaabSpider(NewsSpider):
    name = "abtaab"
    domain = "abtaab.ir"
    family = WordPress(body=("[data-widget_type='theme-post-content.default']",))
