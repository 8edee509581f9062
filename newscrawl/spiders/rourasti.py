from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class RourastiSpider(NewsSpider):
    name = "rourasti"
    domain = "rourasti.ir"
    family = WordPress(body=("#post .story",), tags=("a.btn",))
