from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class EsfahanzibaonlineSpider(NewsSpider):
    name = "esfahanzibaonline"
    domain = "esfahanzibaonline.ir"
    family = WordPress(sections=(".col-6.col-md-8 span span a",))
