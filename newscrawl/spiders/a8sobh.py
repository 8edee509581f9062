from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class A8sobhSpider(NewsSpider):
    name = "a8sobh"
    domain = "8sobh.ir"
    family = WordPress(body=("#nt-body-ck",))
