from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class EsfahansharghSpider(NewsSpider):
    name = "esfahanshargh"
    domain = "esfahanshargh.ir"
    family = WordPress(sections=(".breadcrumb_last",))
