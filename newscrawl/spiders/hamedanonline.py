from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class HamedanonlineSpider(NewsSpider):
    name = "hamedanonline"
    domain = "hamedanonline.ir"
    family = WordPress(sections=(".post-cat-wrap a",))
