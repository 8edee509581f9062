from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class TechnodotSpider(NewsSpider):
    name = "technodot"
    domain = "technodot.ir"
    family = WordPress(sections=(".s-cats a.p-category",))
