from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class PeivastSpider(NewsSpider):
    name = "peivast"
    domain = "peivast.com"
    family = WordPress(lead=(".grayboxe",), body=(".single-blog-content",))
