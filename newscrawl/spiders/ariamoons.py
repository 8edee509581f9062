from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AriamoonsSpider(NewsSpider):
    name = "ariamoons"
    domain = "ariamoons.com"
    family = WordPress(sections=(".single_meta_category a",))
