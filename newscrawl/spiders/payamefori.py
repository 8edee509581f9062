from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class PayameforiSpider(NewsSpider):
    name = "payamefori"
    domain = "payamefori.ir"
    family = WordPress()
