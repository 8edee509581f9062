from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AzarihaSpider(NewsSpider):
    name = "azariha"
    domain = "azariha.org"
    family = WordPress(sections=("ul.postcatlist li a",))
