from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class TabrizemanSpider(NewsSpider):
    name = "tabrizeman"
    domain = "tabrizeman.ir"
    family = WordPress()
