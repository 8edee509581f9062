from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class JahatpressSpider(NewsSpider):
    name = "jahatpress"
    domain = "jahatpress.ir"
    family = WordPress(sections=("[rel='tag']",))
