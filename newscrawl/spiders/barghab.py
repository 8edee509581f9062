from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class BarghabSpider(NewsSpider):
    name = "barghab"
    domain = "barghab.ir"
    family = WordPress(sections=(".nhi a",))
