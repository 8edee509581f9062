from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class OmideghtesadonlineSpider(NewsSpider):
    name = "omideghtesadonline"
    domain = "omideghtesadonline.ir"
    family = WordPress(scheme="http")
