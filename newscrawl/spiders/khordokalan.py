from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class KhordokalanSpider(NewsSpider):
    name = "khordokalan"
    domain = "khordokalan.ir"
    family = WordPress(sections=("#crumbs a",))
