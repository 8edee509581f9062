from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class KashkanSpider(NewsSpider):
    name = "kashkan"
    domain = "kashkan.ir"
    family = WordPress(published=(".breadcrumb > li:nth-child(6)",))
