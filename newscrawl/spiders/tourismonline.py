from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class TourismonlineSpider(NewsSpider):
    name = "tourismonline"
    domain = "tourismonline.co"
    family = WordPress(tags=(".post-bottom-meta a",))
