from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class A7roozkhabarSpider(NewsSpider):
    name = "a7roozkhabar"
    domain = "7roozkhabar.ir"
    family = WordPress(scheme="http", published=("section.single ul > li:nth-child(2) > b",))
