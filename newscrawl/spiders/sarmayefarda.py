from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SarmayefardaSpider(NewsSpider):
    name = "sarmayefarda"
    domain = "sarmayefarda.ir"
    family = WordPress(home="/?s=")
