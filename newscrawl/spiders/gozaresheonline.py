from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class GozaresheonlineSpider(NewsSpider):
    name = "gozaresheonline"
    domain = "gozaresheonline.ir"
    family = WordPress(body=(".rd-post-content .item-text",), sections=("ul.rd-breadcrumbs li a",))
