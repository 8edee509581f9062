from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SaramadeakhbarSpider(NewsSpider):
    name = "saramadeakhbar"
    domain = "saramadeakhbar.ir"
    family = WordPress(sections=(".penci_breadcrumbs ul li a",))
